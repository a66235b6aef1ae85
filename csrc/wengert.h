/* wengert.h: the whole C interface. Raw pointers, sizes and strides; knows nothing of Python. */
#ifndef WENGERT_H
#define WENGERT_H

#include <stddef.h>
#include <stdint.h>

/* The element types, in promotion order within a kind. */
enum wg_dtype {
    WG_BOOL, WG_U8, WG_I8, WG_I16, WG_I32, WG_I64, WG_F16, WG_F32, WG_F64, WG_C64, WG_C128, WG_NDTYPES
};

/* One-dimensional inner loop over *n elements: args are the operands' first elements (inputs, then
 * the output), steps their distances in bytes. The signature is that of NumPy's ufunc loops, so that
 * those can stand in the same tables. An output may be one of the inputs, exactly; never partly. */
typedef void (*wg_loop)(char **args, const intptr_t *n, const intptr_t *steps, void *data);

/* A row of elementwise.def for the two floating types: slot -1 is the operation itself, slot k >= 0
 * its derivative with respect to input k, with operands (g, uses..., out). */
typedef struct {
    const char *name;   /* the operation's name, as in ops.py */
    int slot;           /* -1: forward; k: vjp of input k */
    const char *uses;   /* saved values the vjp reads: letters of x y z w (inputs) and r (result) */
    wg_loop loop[2];    /* float32, float64 */
} wg_row;

/* c[m,n] = a[m,k] b[k,n] + beta c; strides in elements, any sign; beta is 0 (c is not read) or 1. */
typedef void (*wg_gemm_f32)(intptr_t m, intptr_t n, intptr_t k, const float *a, intptr_t a_row,
                            intptr_t a_col, const float *b, intptr_t b_row, intptr_t b_col,
                            float *c, intptr_t c_row, intptr_t c_col, int beta);
typedef void (*wg_gemm_f64)(intptr_t m, intptr_t n, intptr_t k, const double *a, intptr_t a_row,
                            intptr_t a_col, const double *b, intptr_t b_row, intptr_t b_col,
                            double *c, intptr_t c_row, intptr_t c_col, int beta);
/* c[m,n] = a[m,k] b[k,n] + row[n], where c and row are contiguous. */
typedef void (*wg_gemm_onto)(intptr_t m, intptr_t n, intptr_t k, const void *a, intptr_t a_row, intptr_t a_col,
                             const void *b, intptr_t b_row, intptr_t b_col, void *c, const void *row);

#define WG_MAX_DIMS 64

/* A batch of products: c[i] = a[i] b[i] + beta c[i] for every position i of the batch dims; c is contiguous, the rest
 * as for gemm. Steps of the batch dims are in elements, 0 where an operand is broadcast. */
typedef struct {
    int dtype;                         /* WG_F32 or WG_F64 */
    int beta;                          /* 0 or 1 */
    intptr_t m, n, k;                  /* of each product */
    const char *a, *b;                 /* operands */
    intptr_t a_row, a_col, b_row, b_col;
    char *c;                           /* results */
    int ndim;                          /* batch dims */
    int64_t shape[WG_MAX_DIMS], a_steps[WG_MAX_DIMS], b_steps[WG_MAX_DIMS];
} wg_batch;
/* Some of them: `count` along the last batch dim, whose operands are a_step and b_step elements apart. */
typedef void (*wg_products)(const wg_batch *p, const char *a, intptr_t a_step, const char *b, intptr_t b_step, char *c,
                            intptr_t count);

/* What elements can be reduced to. Counts are of elements that are not zero or no NaN; sums of integers are
 * int64. WG_ARGMAX and WG_ARGMIN also give where, as WG_RANK and WG_MODE (rank.c) do, and WG_MOMENTS variance
 * and mean. */
enum wg_reduction {
    WG_SUM, WG_PROD, WG_AMAX, WG_AMIN, WG_NANSUM, WG_SUM_SQUARES, WG_SUM_ABS, WG_AMAX_ABS, WG_AMIN_ABS,
    WG_ANY, WG_ALL, WG_COUNT, WG_COUNT_NUMBERS, WG_ARGMAX, WG_ARGMIN, WG_MOMENTS, WG_RANK, WG_MODE,
    WG_NREDUCTIONS
};

/* Reduce n elements, stride bytes apart, to *out (overwritten). n == 0 gives the neutral element. second is a
 * second result and options are numbers, for the reductions that have them. */
typedef void (*wg_reduce_run)(const char *in, intptr_t n, intptr_t stride, char *out, char *second,
                              const double *options);
/* Reduce n rows, stride bytes apart, of `width` contiguous elements each, to out[0..width). */
typedef void (*wg_reduce_rows)(const char *in, intptr_t n, intptr_t stride, intptr_t width, char *out,
                               char *second, const double *options);
typedef struct {
    wg_reduce_run run;      /* NULL: not defined for the type */
    wg_reduce_rows rows;    /* NULL: column by column, with run */
} wg_reducer;

/* The smallest and the largest of n > 0 contiguous elements. */
typedef void (*wg_both)(const void *x, intptr_t n, void *least, void *most);

/* Kernels over `rows` contiguous rows of n elements each; see rows.h for what each computes. */
typedef void (*wg_rows1)(const void *x, void *out, intptr_t rows, intptr_t n);
typedef void (*wg_rows2)(const void *g, const void *r, void *out, intptr_t rows, intptr_t n);
/* Negative log likelihood of softmax: per-row loss and the row's log-sum-exp. target < 0: row skipped. */
typedef void (*wg_xent)(const void *x, const int64_t *target, void *loss, void *lse, intptr_t rows,
                        intptr_t n);
/* out[i,j] = scale[i] * (exp(x[i,j] - lse[i]) - [j == target[i]]); zeros where target < 0. */
typedef void (*wg_xent_vjp)(const void *x, const int64_t *target, const void *lse, const void *scale,
                            void *out, intptr_t rows, intptr_t n);
/* out = (x - mean) * rstd * weight + bias; weight and bias may be NULL;
 * mean (0 unless centred) and rstd are written. */
typedef void (*wg_layer_norm)(const void *x, const void *weight, const void *bias, double eps, int centred,
                              void *out, void *mean, void *rstd, intptr_t rows, intptr_t n);
/* gx is written; sums over rows are added to gw and gb, which may both be NULL. */
typedef void (*wg_layer_norm_vjp)(const void *g, const void *x, const void *mean, const void *rstd,
                                  const void *weight, int centred, void *gx, double *gw, double *gb, intptr_t rows,
                                  intptr_t n);

/* Units that share a mean and a variance: `segments` segments of `inner` contiguous elements. Steps are in elements. */
typedef struct {
    intptr_t unit_step;     /* from one unit to the next */
    intptr_t segments;      /* of a unit */
    intptr_t step;          /* from one segment to the next */
    intptr_t inner;         /* elements of a segment */
    intptr_t groups;        /* segment s of unit u is of channel u % groups * segments + s; 0: of channel u */
} wg_segments;
/* out = (x - mean) / sqrt(var + eps) * weight + bias for units begin to end, weight and bias by channel or NULL; mean
 * and var are written unless given. */
typedef void (*wg_norm)(const wg_segments *s, const void *x, const void *weight, const void *bias, double eps,
                        int given, void *out, void *mean, void *var, intptr_t begin, intptr_t end);
/* gw and gb: a number per segment (unit by unit) where there are groups, else per unit. */
typedef void (*wg_norm_vjp)(const wg_segments *s, const void *g, const void *x, const void *mean, const void *var,
                            double eps, const void *weight, int given, void *gx, double *gw, double *gb,
                            intptr_t begin, intptr_t end);

/* Elements dropped at random: which ones follows from the seed and the element's number alone. */
typedef struct {
    uint64_t seed;                  /* of the stream */
    uint32_t threshold;             /* of 2^32 words, how many drop an element */
    double scale, kept, dropped;    /* x becomes x scale + kept, or x 0 + dropped */
} wg_drop;
typedef void (*wg_drop_run)(const void *x, void *out, intptr_t n, uint64_t first, const wg_drop *how);

/* out[i, j] = |x[i] - y[j]|_p for rows of `width` elements. */
typedef void (*wg_distance)(const void *x, const void *y, void *out, intptr_t rows, intptr_t cols, intptr_t width,
                            double p);
/* Adds the gradients with respect to x and y of such distances to gx and gy. */
typedef void (*wg_distance_vjp)(const void *g, const void *x, const void *y, const void *dist, void *gx, void *gy,
                                intptr_t rows, intptr_t cols, intptr_t width, double p);

/* The pairs of rows of one matrix: out has the distances of the first row from the others, of the second from those
 * after it, and so on. A task over rows; the vjp, a task to be run at once for all, writes gx and adds to gturned. */
typedef struct {
    const void *x, *turned;          /* (rows, width), and the same as (width, rows) */
    void *out;
    intptr_t rows, width;
    double p;
    const void *g, *dist;            /* vjp: of the result, and the result */
    void *gx, *gturned;              /* the gradients of x by first and (turned) by second rows of pairs */
    void *room;                      /* as long as a row of `turned` */
} wg_pairs;
/* Cosines of rows of x and y, their lengths being at least eps; a task over rows. */
typedef struct {
    const void *x, *y, *g;           /* (rows, width) twice; vjp: of each cosine */
    void *out, *gx, *gy;
    intptr_t width;
    double eps;
} wg_cosines;

/* conv.c: along one of three axes, the positions where windows are laid and what they reach. A tap is an element of the
 * window; tap k reads element position * step + least + shift[k] of the image, zero where there is none. */
typedef struct {
    intptr_t size, out;      /* elements of the image, positions */
    intptr_t step;           /* elements from one position to the next */
    intptr_t taps;           /* their number */
    intptr_t least;          /* where the first tap is at position 0 */
    const intptr_t *shift;   /* taps, relative to that */
    const intptr_t *at;      /* where each is in the weights, in taps of this axis */
} wg_taps;

/* y[n, g * rows + r, position] = bias[g * rows + r] + the sum over the group's channels of x, and taps, of weight times
 * element. x, and whatever has y's role, are contiguous; all steps are in elements. */
typedef struct {
    intptr_t batch, groups;
    intptr_t rows, cols;                 /* channels of y and of x in a group */
    wg_taps axis[3];
    const void *x;
    const void *weight;
    intptr_t w_group, w_row, w_col;      /* steps of the weights: groups, channels of y, channels of x; */
    intptr_t w_tap[3];                   /* taps of each axis */
    const void *bias;                    /* NULL: none */
    void *y;
    intptr_t y_plane, y_step[3];         /* elements of a channel of y, and steps of its positions */
} wg_correlation;

/* 0 when memory ran out. The second adds up what each weight is multiplied with, for the cotangent g of y, and writes
 * it to `weight`; bias and y are not used. */
typedef int (*wg_correlate)(const wg_correlation *c);
typedef int (*wg_correlate_weight)(const wg_correlation *c, const void *g, void *weight);
/* The transpose: x from y, whatever c says of their places. */
typedef int (*wg_correlate_columns)(const wg_correlation *c, const void *y, void *x);

/* pool.c: windows on planes of three axes. Window o of an axis holds the elements first[o], first[o] + step, ... before
 * end[o]; of each there is at least one. */
typedef struct {
    intptr_t in[3], out[3];            /* elements and windows of a plane */
    const intptr_t *first[3], *end[3];
    intptr_t step[3];                  /* 1 for means */
    const intptr_t *count[3];          /* means: what each axis divides by; */
    intptr_t divisor;                  /* or, when not 0, a number for all windows */
    intptr_t regular, regular_end;     /* windows of the last axis that are whole, */
    intptr_t stride;                   /* and elements from one of them to the next */
} wg_pool;
/* Windows of one size whose distances are not whole numbers: they follow from `rank` random numbers for each plane. */
typedef struct {
    int rank;                          /* 2 or 3 axes, the last ones */
    intptr_t window[3];
    const void *samples;               /* (planes, rank), of the element type */
} wg_fraction;
typedef void (*wg_pool_max)(const wg_pool *p, const void *x, void *out, int64_t *places, intptr_t planes, void *room);
typedef void (*wg_pool_max_vjp)(const wg_pool *p, const void *g, const int64_t *places, void *out, intptr_t planes);
typedef void (*wg_pool_mean)(const wg_pool *p, const void *x, void *out, intptr_t planes, void *room);

/* Weighted sums of `taps` rows of `inner` elements: `out` of them from n. */
typedef struct {
    intptr_t n, out, inner, taps;
    const int64_t *places;             /* (out, taps) */
    const double *weights;             /* likewise */
} wg_resampling;
typedef void (*wg_resample)(const wg_resampling *r, const void *in, void *out, intptr_t outer);
/* threads.c: call task(context, begin, end) for pieces of [0, n) of `grain` (the last may be shorter), on several
 * threads when n > grain, or once for the whole. The pieces must not depend on each other. */
typedef void (*wg_task)(void *context, intptr_t begin, intptr_t end);
void wg_parallel(wg_task task, void *context, intptr_t n, intptr_t grain);
int wg_get_num_threads(void);
void wg_set_num_threads(int n);

/* nan.c: whether any of n elements is no number. */
int wg_has_nan(const void *x, intptr_t n, int is_double);

/* Attention: out = softmax(scale q k^T + mask) v for every head. Steps are in elements;
 * results have a col step of 1. */
typedef struct {
    void *data;                      /* NULL: not there */
    int64_t batch, head, row, col;   /* steps */
} wg_heads;
typedef struct {
    intptr_t batch, heads;           /* heads of the queries; `shared` of them use one head of the keys */
    intptr_t shared, queries, keys;
    intptr_t width, value_width;     /* of a query and a key; of a value */
    double scale;
    int causal;                      /* query i sees the keys up to i */
    int mask_is_truth;               /* the mask is bytes, 0 where a key is not seen, else of the element type */
    const wg_drop *drop;             /* NULL, or how weights are dropped; their rows are counted in whole blocks of
                                        keys */
    wg_heads q, k, v, mask, out;
    void *lse;                       /* log of the sum of exponentials of every query, contiguous */
    wg_heads g, dq, dk, dv;          /* backward: cotangents; those of the inputs are added to */
    int failed;                      /* set when memory ran out */
} wg_attention;

/* Recurrent layers over `steps` steps of a batch of sequences, everything contiguous and in the order of time. */
enum wg_cell { WG_TANH, WG_RELU, WG_LSTM, WG_GRU };
typedef struct {
    int kind, reverse;               /* wg_cell; whether the last step comes first */
    intptr_t steps, batch, inputs, width;
    const void *x;                   /* steps, batch, inputs */
    const void *h0, *c0;             /* states before: batch, width */
    const void *w_ih, *w_hh;         /* gates * width rows of `inputs` and of `width` elements */
    const void *b_ih, *b_hh;         /* may be NULL */
    void *gates;                     /* steps, batch, gates * width: the gates' values */
    void *kept;                      /* steps, batch, width: cell states of an LSTM; the states' part of a GRU's new
                                        gate */
    void *out;                       /* steps, batch, width */
    void *state;                     /* GRU forward: room for batch, gates * width; backward: cotangents of the states'
                                        part, as slopes; for the others the same memory as slopes */
    const void *g;                   /* cotangent of out; may be NULL */
    void *dh, *dc;                   /* cotangents of the last states, which become those of h0 and c0 */
    void *slopes;                    /* cotangents of the gates, as gates */
    void *dx, *dw_ih, *dw_hh;        /* each may be NULL */
    int add_x, add_ih, add_hh;       /* whether they are added to */
    void *db_ih, *db_hh;             /* likewise; added to */
} wg_recurrent;
typedef void (*wg_recur)(wg_recurrent *job);

/* Images or volumes at points of a grid; everything contiguous. */
enum wg_interpolation { WG_LINEAR, WG_NEAREST, WG_CUBIC };
enum wg_padding { WG_PAD_ZEROS, WG_PAD_BORDER, WG_PAD_REFLECTION };
typedef struct {
    int rank, mode, padding, align;  /* 2 or 3 dims; wg_interpolation; wg_padding; whether -1 and 1 are centres */
    intptr_t batch, channels, points, volume;
    int64_t size[3];                 /* of the dims; their product is `volume` */
    const void *image, *grid;        /* batch, channels, volume; batch, points, rank */
    void *out;                       /* batch, channels, points */
    const void *g;                   /* its cotangent */
    void *gimage, *ggrid;            /* either may be NULL; the first is added to */
    intptr_t group;                  /* channels of which the image's cotangents are made at once */
} wg_sampling;

/* Connectionist temporal classification: log_probs (steps, batch, classes) with the classes side by side; the rest is
 * contiguous. */
typedef struct {
    intptr_t steps, batch, classes;
    intptr_t time_step, batch_step;  /* of log_probs, in elements */
    int64_t blank;                   /* the class of no label */
    const void *log_probs;
    const int64_t *labels;           /* of all sequences, in 0..classes-1 */
    const int64_t *facts;            /* per sequence its steps, its labels and where they begin */
    intptr_t row;                    /* cells of the longest sequence and two more */
    intptr_t kept;                   /* steps of alpha that are kept: all, or two */
    void *alpha;                     /* batch, kept, row */
    void *loss;                      /* batch */
    const void *g;                   /* its cotangent, */
    intptr_t g_step;                 /* and elements from one to the next */
    int zero_infinity;               /* whether sequences that cannot be aligned have no cotangents */
    void *out;                       /* steps, batch, classes */
    int failed;                      /* set when memory ran out */
} wg_ctc;

/* Planes padded with elements of their own: place o of an axis has element from[o]; on the last axis the places from
 * low to high have neighbours. */
typedef struct {
    intptr_t in[3], out[3];
    const intptr_t *from[3];
    intptr_t low, high;
} wg_edges;
typedef void (*wg_pad_edges_vjp)(const wg_edges *e, const void *g, void *out, intptr_t planes);

/* Everything that is compiled once per instruction set. Index 0 is float32, 1 is float64. */
typedef struct {
    const char *isa;                 /* "baseline", "avx2", "avx512" or "neon" */
    const wg_row *rows;              /* elementwise.def, in file order */
    int nrows;                       /* their number */
    wg_gemm_f32 gemm_f32;            /* matrix product, float32 */
    wg_gemm_f64 gemm_f64;            /* matrix product, float64 */
    wg_gemm_onto gemm_onto[2];       /* matrix product and a row added to every row, by type */
    wg_products products[2];         /* several products */
    wg_task attend[2], attend_vjp[2];   /* attention; see wg_attention */
    wg_recur recur[2], recur_vjp[2]; /* recurrent layers; see wg_recurrent */
    wg_task sample[2];               /* grid sampling; see wg_sampling */
    wg_task sample_grid_vjp[2], sample_image_vjp[2];
    const wg_reducer *reducers;      /* at reduction * WG_NDTYPES + element type */
    wg_rows1 softmax[2];             /* exp(x - max) / sum */
    wg_rows1 log_softmax[2];         /* x - logsumexp(x) */
    wg_rows1 logsumexp[2];           /* out has one element per row */
    wg_rows2 softmax_vjp[2];         /* r (g - sum(g r)) */
    wg_rows2 log_softmax_vjp[2];     /* g - exp(r) sum(g) */
    wg_xent xent[2];                 /* cross entropy with class indices */
    wg_xent_vjp xent_vjp[2];         /* its gradient */
    wg_layer_norm layer_norm[2];     /* layer normalisation over the last axis */
    wg_layer_norm_vjp layer_norm_vjp[2];
    wg_norm norm[2];                 /* batch and group normalisation */
    wg_norm_vjp norm_vjp[2];
    wg_drop_run drop[2];             /* dropout */
    wg_distance distance[2];         /* p-norms of the differences of rows */
    wg_distance_vjp distance_vjp[2];
    wg_task pairs[2], pairs_vjp[2];  /* distances of all pairs; see wg_pairs */
    wg_task cosine[2], cosine_vjp[2]; /* cosines of rows; see wg_cosines */
    wg_correlate correlate[2];       /* convolution */
    wg_correlate_weight correlate_weight[2];
    wg_correlate_columns correlate_columns[2];
    wg_correlate correlate_winograd; /* windows of 3 x 3, float32; 0 also for a result that is not finite */
    wg_correlate_weight correlate_winograd_weight;
    wg_pool_max pool_max[2];         /* the largest of windows, and where */
    wg_pool_max_vjp pool_max_vjp[2];
    wg_pool_mean pool_mean[2];       /* means of windows */
    wg_pool_mean pool_mean_vjp[2];
    wg_resample resample[2];         /* interpolation along an axis */
    wg_resample resample_vjp[2];
    wg_pad_edges_vjp pad_edges_vjp[2];
    wg_task ctc[2], ctc_vjp[2];      /* connectionist temporal classification; see wg_ctc */
    wg_both both[2];                 /* the least and the largest element */
} wg_kernels;

const wg_kernels *wg_kernels_baseline(void);
const wg_kernels *wg_kernels_avx2(void);     /* NULL where not compiled in */
const wg_kernels *wg_kernels_avx512(void);   /* NULL where not compiled in */

/* The best set this machine runs, not above `cap` ("baseline", "avx2", "avx512", "neon" or NULL);
 * NULL when cap names no known set. */
const wg_kernels *wg_choose_kernels(const char *cap);
/* Whether the named set is compiled in and this machine runs it. */
int wg_isa_available(const char *isa);

/* Elementary functions for kernels of others: NumPy's loops, but for sin and cos of float64, which are blocks.h's. Set
 * once at import, before any kernel runs. */
typedef struct {
    wg_loop loop;       /* the inner loop */
    void *data;         /* what the loop wants as its last argument */
} wg_foreign;
typedef struct {
    wg_foreign exp[2], log[2], exp2[2], sin[2], cos[2], sinh[2], cosh[2];   /* float32, float64 */
} wg_elementary;
extern wg_elementary wg_np;

/* iterate.c: run an inner loop over strided operands of one broadcast shape. strides[k] are operand
 * k's steps in bytes per dimension. nop <= WG_MAX_OPERANDS, ndim <= WG_MAX_DIMS. */
#define WG_MAX_OPERANDS 5
void wg_iterate(wg_loop loop, void *data, int nop, char *const *ptrs, int ndim,
                const int64_t *shape, const int64_t *const *strides);
/* Elements of a simple loop that are worth handing to another thread. All kernels share from there, and each thread
 * takes the same stretch of every range: what it reads is then what it wrote before, in its own cache. To fetch it from
 * another core's costs several times what summing it does. */
enum { WG_GRAIN = 1 << 15 };
/* The same on several threads, in pieces of about `grain` elements; `sizes` are the bytes of each operand's elements,
 * or NULL. wg_run_flat is for one run of n elements. */
void wg_iterate_parallel(wg_loop loop, void *data, int nop, char *const *ptrs, int ndim, const int64_t *shape,
                         const int64_t *const *strides, const int *sizes, intptr_t grain);
void wg_run_flat(wg_loop loop, void *data, int nop, char *const *args, intptr_t n, const intptr_t *steps,
                 intptr_t grain);
/* n elements of so many bytes become 0. */
void wg_clear(char *to, intptr_t n, int size);
/* Reduce one dimension of length n (stride bytes) of `in`; the kept dimensions give the shape of out and of
 * second. out_strides are in elements, and sizes those of an element of in, out and second. */
void wg_reduce(const wg_reducer *how, const int *sizes, const char *in, intptr_t n, intptr_t stride,
               int ndim, const int64_t *shape, const int64_t *in_strides, char *out, char *second,
               const int64_t *out_strides, const double *options);
/* reduce_share.c: one run of n elements, stride bytes apart, reduced in segments of fixed size on several
 * threads; `then` reduces the segments' results, of `size` bytes each, to out. */
void wg_reduce_run_shared(const wg_reducer *how, const wg_reducer *then, const char *in, intptr_t n, intptr_t stride,
                          char *out, int size);
/* The same of n rows of `width` contiguous elements to one row, in blocks of rows; 0, with nothing done, where there
 * are too few elements or rows, where rows are wide, where no reducer takes rows, or for want of memory. */
int wg_reduce_rows_shared(const wg_reducer *how, const wg_reducer *then, const char *in, intptr_t n, intptr_t stride,
                          intptr_t width, char *out, int size);

/* share_rows.c: kernels over rows on several threads; size is an element's, out_n the elements of a row of out. */
void wg_share_rows1(wg_rows1 kernel, const void *x, void *out, intptr_t rows, intptr_t n, intptr_t out_n,
                    intptr_t size);
void wg_share_rows2(wg_rows2 kernel, const void *g, const void *r, void *out, intptr_t rows, intptr_t n, intptr_t size);
void wg_share_xent(wg_xent kernel, const void *x, const int64_t *target, void *loss, void *lse, intptr_t rows,
                   intptr_t n, intptr_t size);
void wg_share_xent_vjp(wg_xent_vjp kernel, const void *x, const int64_t *target, const void *lse, const void *scale,
                       void *out, intptr_t rows, intptr_t n, intptr_t size);

/* half.c: an inner loop over float16 by one over float32. The last argument is a wg_half: the float32 loop and the
 * operands that are not float16 but as that loop takes them. */
typedef struct {
    wg_loop loop;                       /* of float32 */
    void *data;                         /* its last argument */
    int nop;                            /* operands */
    uint8_t wide[WG_MAX_OPERANDS];      /* 1: handed on as it is */
} wg_half;
void wg_half_loop(char **args, const intptr_t *n, const intptr_t *steps, void *half);
/* fused.c: the kernels above on several threads. */
void wg_share_norm(wg_norm kernel, const wg_segments *s, const void *x, const void *weight, const void *bias,
                   double eps, int given, void *out, void *mean, void *var, intptr_t units);
void wg_share_norm_vjp(wg_norm_vjp kernel, const wg_segments *s, const void *g, const void *x, const void *mean,
                       const void *var, double eps, const void *weight, int given, void *gx, double *gw, double *gb,
                       intptr_t units);
void wg_share_layer_norm(wg_layer_norm kernel, const void *x, const void *weight, const void *bias, double eps,
                         int centred, void *out, void *mean, void *rstd, intptr_t rows, intptr_t n, intptr_t size);
/* gw and gb are elements here, which are written; gives -1 without memory. */
int wg_share_layer_norm_vjp(wg_layer_norm_vjp kernel, const void *g, const void *x, const void *mean, const void *rstd,
                            const void *weight, int centred, void *gx, void *gw, void *gb, intptr_t rows, intptr_t n,
                            intptr_t size);
void wg_share_drop(wg_drop_run kernel, const void *x, void *out, intptr_t n, const wg_drop *how, intptr_t size);
/* The sum of what an elementwise loop gives for n elements, without keeping that: nin operands, of elements of `size`
 * bytes, which `sum` adds up. */
double wg_sum_of_loop(wg_loop loop, void *data, wg_reduce_run sum, int nin, char *const *args, const intptr_t *steps,
                      intptr_t n, int size);

/* Copy with conversion between any two element types. */
void wg_cast(char **args, const intptr_t *n, const intptr_t *steps, void *from_to);
/* The same as a loop of its own per pair. */
wg_loop wg_cast_loop(int from, int to);
/* One element of 4 or 8 bytes many times; real and imaginary parts of that size as complex numbers. */
wg_loop wg_repeat_loop(int itemsize);
/* out[k] = start + step * (first + k * sign), float32 if single, else float64. */
void wg_range(int single, double start, double step, double first, double sign, int64_t n, void *out);
wg_loop wg_join_loop(int itemsize);

/* batch.c: all products of a batch. */
void wg_batched_product(const wg_kernels *kernels, const wg_batch *batch);

/* conv.c: convolution of float32 or float64 images of three axes, those that an image has not of size 1. x and y are
 * contiguous (batch, groups * channels, axes), weight (groups * y_channels, x_channels, axes). */
typedef struct {
    int dtype;
    intptr_t batch, groups, x_channels, y_channels;   /* channels of a group */
    intptr_t x_size[3], y_size[3], window[3];
    intptr_t step[3], padding[3], dilation[3];
} wg_convolution;
/* y from x; x from y, its transpose; and the cotangent of the weight, for x and a cotangent of y. 0: no memory. */
int wg_convolve(const wg_kernels *kernels, const wg_convolution *c, const char *x, const char *weight, const char *bias,
                char *y);
int wg_convolve_transposed(const wg_kernels *kernels, const wg_convolution *c, const char *y, const char *weight,
                           const char *bias, char *x);
int wg_convolve_weight(const wg_kernels *kernels, const wg_convolution *c, const char *x, const char *g, char *weight);
/* out[c] = the sum of all elements of channel c, for `batch` times `channels` planes. */
int wg_sum_channels(const wg_kernels *kernels, int dtype, const char *g, intptr_t batch, intptr_t channels,
                     intptr_t plane, char *out);

/* pool.c: the kernels over planes, (outer) blocks for resampling, on several threads. out is overwritten; places may be
 * NULL. A fraction that is not NULL stands for the windows' places. 0: no memory. */
int wg_share_pool_max(const wg_kernels *kernels, int dtype, const wg_pool *p, const wg_fraction *fraction,
                      const char *x, char *out, int64_t *places, intptr_t planes);
void wg_share_pool_max_vjp(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *g, const int64_t *places,
                           char *out, intptr_t planes);
int wg_share_pool_mean(const wg_kernels *kernels, int dtype, const wg_pool *p, const char *x, char *out,
                       intptr_t planes, int backwards);
/* Any type of this size; and the cotangent. */
void wg_pad_edges(const wg_edges *e, const char *x, char *out, intptr_t planes, size_t itemsize);
void wg_share_pad_edges_vjp(const wg_kernels *kernels, int dtype, const wg_edges *e, const char *g, char *out,
                            intptr_t planes);
void wg_share_resample(const wg_kernels *kernels, int dtype, const wg_resampling *r, const char *x, char *out,
                       intptr_t outer, int backwards);
/* attention.c: attention on several threads; 0 when memory ran out. */
int wg_attend(const wg_kernels *kernels, wg_attention *job, int dtype);
int wg_attend_vjp(const wg_kernels *kernels, wg_attention *job, int dtype);

/* sampling.c: grid sampling on several threads. */
void wg_grid_sample(const wg_kernels *kernels, wg_sampling *job, int dtype);
void wg_grid_sample_vjp(const wg_kernels *kernels, wg_sampling *job, int dtype);

/* segments.c: runs of neighbours reduced to one element each, of (outer, size, inner) blocks: run s of row r holds the
 * places bounds[r][s] to bounds[r][s + 1]. Float32 and float64; on several threads. */
typedef struct {
    int kind;                        /* WG_SUM, WG_PROD, WG_AMAX or WG_AMIN */
    int mean;                        /* whether sums are divided by the length */
    double start, none;              /* what a reduction begins with; the mean of nothing */
    intptr_t outer, size, count, inner;
    const int64_t *bounds;           /* outer, count + 1 */
    const wg_reducer *reducer;       /* for the kind and type */
    const void *x;
    void *out;
    const void *g;                   /* vjp: the result's cotangent, */
    void *gx;                        /* and x's, written where there are runs */
} wg_segments_of;
void wg_reduce_segments(wg_segments_of *job, int dtype);
void wg_reduce_segments_vjp(wg_segments_of *job, int dtype);
/* Bounds from the lengths of `count` runs in each row or, else, from the bounds themselves. Returns what they are: all
 * elements, some, more than there are, or a run of negative length. */
enum wg_segments_found { WG_SEGMENTS_WHOLE, WG_SEGMENTS_PART, WG_SEGMENTS_OUTSIDE, WG_SEGMENTS_NEGATIVE };
int wg_segment_bounds(const int64_t *given, int lengths, intptr_t outer, intptr_t count, intptr_t size,
                      int64_t *bounds);

/* positions.c: of positions in a flattened tensor the coordinate along a dim of `size` elements that are `step` apart.
 * Whether elements are among a few others of their type, nan being among none; 0: not of this type. */
void wg_coordinate(const int64_t *at, intptr_t n, int64_t step, int64_t size, int64_t *to);
int wg_among_few(const char *x, intptr_t n, const char *tests, intptr_t count, int invert, int dtype, char *out);

/* ctc.c: losses of sequences of labels on several threads; 0 when memory ran out. */
int wg_ctc_loss(const wg_kernels *kernels, wg_ctc *job, int dtype);
int wg_ctc_loss_vjp(const wg_kernels *kernels, wg_ctc *job, int dtype);

/* scan.c: along n of (outer, n, inner) blocks. Running sums, from the end when reverse, and products, of
 * float32, float64, int64 and, products, complex types. */
void wg_cumsum(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int reverse, int dtype);
void wg_cumprod(const char *in, char *out, intptr_t outer, intptr_t n, intptr_t inner, int dtype);
/* The largest (smallest) so far and where it was last met, for all real types; NaN stays. */
void wg_cumulative_extreme(const char *in, char *out, int64_t *places, intptr_t outer, intptr_t n,
                           intptr_t inner, int smallest, int dtype);
/* log(sum(exp)) so far along rows of n elements, real or complex. */
void wg_logcumsumexp(const char *in, char *out, intptr_t rows, intptr_t n, int dtype);
/* Their cotangents, for float32 and float64: products' right where there are zeros, extremes' added up. */
void wg_cumprod_vjp(const char *g, const char *x, char *out, intptr_t outer, intptr_t n, intptr_t inner, int dtype);
void wg_cumulative_extreme_vjp(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                               intptr_t inner, int dtype);
void wg_logcumsumexp_vjp(const char *g, const char *x, const char *result, char *out, intptr_t rows, intptr_t n,
                         int dtype);

/* rank.c: WG_RANK or WG_MODE for one type; NULL where there is none. options of WG_RANK are 0 and a rank from 0, 1
 * for the median, or 2 for the median of what is no NaN. A place of -1 says that memory ran out. */
wg_reduce_run wg_rank_reducer(int reduction, int dtype);

/* spread.c: cotangents of reductions, from one number per row of (outer, n, inner) blocks to all elements. The
 * number goes to the element at `places`; to those equal to the row's result, in equal parts; to all, times
 * the product of the others. Types float32 and float64, and for the first complex ones. */
void wg_spread_to_place(const char *g, const int64_t *places, char *out, intptr_t outer, intptr_t n,
                        intptr_t inner, int itemsize);
void wg_spread_to_equal(const char *g, const char *x, const char *result, char *out, intptr_t outer, intptr_t n,
                        intptr_t inner, int nan_is_equal, int dtype);
void wg_spread_product(const char *g, const char *x, const char *result, char *out, intptr_t outer, intptr_t n,
                       intptr_t inner, int dtype);
/* histogram.c: adds to each cell the points in it, or their weights. x has n rows of `dims` elements; dim d is cut into
 * bins[d] bins by edges[d]: any ascending ones, equally spaced ones, or just the first and the last of such. */
enum wg_spacing { WG_APART, WG_EQUALLY, WG_LINEARLY };
void wg_histogram(const char *x, intptr_t n, intptr_t dims, const char *const *edges, const intptr_t *bins,
                  const int *spacing, const char *weights, double *cells, int dtype);

/* select.c: out = condition ? x : y for elements of a size; operands condition, x, y, out. */
wg_loop wg_select_loop(int itemsize);

/* index.c: loops that read and write through int64 positions along one dimension, for wg_iterate. */
typedef struct {
    intptr_t step;      /* bytes from one position to the next */
    int64_t size;       /* positions lie in 0..size-1; ... */
    int wraps;          /* ... or, when this is not 0, in -size..size-1 */
    int failed;         /* set when a position was out of range (nothing was moved for it) */
    int64_t bad;        /* the first such position */
} wg_index;
/* Operands (data, positions, out), last argument a wg_index: out = data[positions]. */
wg_loop wg_gather_loop(int itemsize);
/* Operands (out, positions, data): out[positions] = data. */
wg_loop wg_scatter_loop(int itemsize);
/* out[positions] = out[positions] op data, for a wg_reduction; NULL where complex numbers have no order. */
wg_loop wg_scatter_reduce_loop(int reduction, int dtype);
/* Such a loop of three operands, shared by threads along a dimension in which the first one moves: what different
 * threads read or write there is apart. Nothing may be out of range where something is written. */
void wg_iterate_apart(wg_loop loop, wg_index *index, char *const *ptrs, int ndim, const int64_t *shape,
                      const int64_t *const *strides, intptr_t grain);
/* Operand (positions): only look whether all are in range. */
void wg_check_positions(char **args, const intptr_t *n, const intptr_t *steps, void *index);
/* Operands (sum, positions, out): out = sum + position * step. */
void wg_add_offsets(char **args, const intptr_t *n, const intptr_t *steps, void *index);
/* out[i] = in[at[i]] for `count` rows of so many bytes, all contiguous. */
/* Row at[k] of `out` (of so many rows of so many bytes) = the one at in + k * in_step; 0, with nothing written, where a
 * position is out of range. Negative ones count from the end if it `wraps`. */
int wg_put_rows(char *out, intptr_t rows, const int64_t *at, intptr_t count, const char *in, intptr_t in_step,
                size_t bytes, int wraps);
void wg_take_rows(const char *in, const int64_t *at, char *out, intptr_t count, size_t bytes, wg_index *index);
/* How many of n bytes are not 0; where those are; and where in a shape, a column of `count` per dimension. */
int64_t wg_count_true(const char *mask, intptr_t n);
void wg_true_positions(const char *mask, intptr_t n, int64_t *out, intptr_t count);
void wg_true_coordinates(const char *mask, int ndim, const int64_t *shape, int64_t *out, intptr_t count);

/* extremes.c: the smallest and the largest of n contiguous elements, by the reducers for them, and by `both`, which may
 * be NULL, in one go. */
void wg_both_extremes(const wg_reducer *low, const wg_reducer *high, wg_both both, const char *x, intptr_t n,
                      intptr_t size, char *least, char *most);

/* divisors.c: the greatest common divisor of int32 or int64, or the least common multiple; else NULL. */
wg_loop wg_divisor_loop(int dtype, int multiple);

/* loops.c: of integers and booleans 0, the second operand or 1 by the sign of the first; mantissas and exponents
 * (operands x, int32 exponent, mantissa) of float32 and float64; angles of complex numbers, the last argument being
 * NumPy's arctan2 as a wg_foreign. */
wg_loop wg_step_loop(int dtype);
wg_loop wg_frexp_loop(int dtype);
wg_loop wg_angle_loop(int dtype);

/* search.c: where `count` values go in n sorted elements of a type, seen through `order` unless that is NULL. */
typedef void (*wg_search)(const void *sorted, const int64_t *order, intptr_t n, const void *values,
                          intptr_t count, int right, int64_t *out);
wg_search wg_search_row(int dtype);
/* The same on several threads; `size` is an element's. */
void wg_search_shared(wg_search search, const char *sorted, const int64_t *order, intptr_t n, const char *values,
                      intptr_t count, intptr_t size, int right, int64_t *out);

/* sort.c: contiguous rows of n elements of a real type: the first k of each in order, equal ones as they were, NaN the
 * largest, and where they were. values may be NULL. 0 when memory ran out. */
int wg_sort(const char *x, char *values, int64_t *places, intptr_t rows, intptr_t n, intptr_t k, int descending,
            int dtype);
/* Runs of equal elements: one of each, in which run an element is, and their lengths (these two may be NULL);
 * how many. */
intptr_t wg_runs(const char *x, intptr_t n, char *values, int64_t *which, int64_t *counts, int dtype);
int wg_all_equal(const char *x, const char *y, intptr_t n, int dtype);

/* lookup.c: the smallest and largest of n numbers; the bits that are set in any of them; how often each of 0 to
 * numbers - 1 is among them, or the sums of weights. */
int wg_range_of(const int64_t *x, intptr_t n, int64_t *low, int64_t *high);
int64_t wg_bits_of(const int64_t *x, intptr_t n);
void wg_count_positions(const int64_t *x, intptr_t n, intptr_t numbers, const double *weights, int64_t *counts,
                        double *sums);
/* out[at[i]] += g[i] for `count` rows of a floating or complex type, but for the row `skipped`. */
void wg_add_rows(const char *g, const int64_t *at, char *out, intptr_t count, intptr_t width, int64_t skipped,
                 int dtype);
/* Sums, with a factor for each unless that is NULL, and largest elements of bags of rows, but for the row `skipped`:
 * bag b has the rows at[start[b]] to at[start[b + 1] - 1]. Of an empty bag they are 0, and places -1;
 * float32 and float64. */
void wg_bag_sum(const char *table, const int64_t *at, const int64_t *start, const char *factors, char *out,
                intptr_t bags, intptr_t width, int64_t skipped, int dtype);
void wg_bag_max(const char *table, const int64_t *at, const int64_t *start, char *out, int64_t *places, intptr_t bags,
                intptr_t width, int64_t skipped, int dtype);
/* Adds the cotangents of the sums to gtable and writes those of the factors; either may be NULL. */
void wg_bag_sum_vjp(const char *g, const char *table, const int64_t *at, const int64_t *start, const char *factors,
                    char *gtable, char *gfactors, intptr_t bags, intptr_t width, int64_t skipped, int dtype);

#endif
