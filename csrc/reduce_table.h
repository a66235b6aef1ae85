/* reduce_table.h: the kernels of every reduction by element type. Included by reduce.h. Booleans are bytes.
 * There is none for float16, which is reduced in float32. */
#define BOTH(name) {reduce_run_##name, reduce_rows_##name}
#define INTS(op) BOTH(op##_u8), BOTH(op##_u8), BOTH(op##_i8), BOTH(op##_i16), BOTH(op##_i32), BOTH(op##_i64)
#define FLOATS(op) [WG_F32] = BOTH(op##_f32), [WG_F64] = BOTH(op##_f64)
#define REALS(op) INTS(op), FLOATS(op)
#define BITS(op) BOTH(op##_b1), BOTH(op##_b1), BOTH(op##_b1), BOTH(op##_b2), BOTH(op##_b4), BOTH(op##_b8), \
                 FLOATS(op), BOTH(op##_c64), BOTH(op##_c128)
static const wg_reducer reducers[WG_NREDUCTIONS][WG_NDTYPES] = {
    [WG_SUM] = {REALS(sum), BOTH(sum_c64), BOTH(sum_c128)},
    [WG_PROD] = {REALS(prod), BOTH(prod_c64), BOTH(prod_c128)},
    [WG_AMAX] = {REALS(amax)},
    [WG_AMIN] = {REALS(amin)},
    [WG_NANSUM] = {FLOATS(nansum)},
    [WG_SUM_SQUARES] = {FLOATS(sum_squares), [WG_C64] = {reduce_run_sum_squares_c64, NULL},
                        [WG_C128] = {reduce_run_sum_squares_c128, NULL}},
    [WG_SUM_ABS] = {FLOATS(sum_abs)},
    [WG_AMAX_ABS] = {FLOATS(amax_abs)},
    [WG_AMIN_ABS] = {FLOATS(amin_abs)},
    [WG_ANY] = {BITS(any)},
    [WG_ALL] = {BITS(all)},
    [WG_COUNT] = {BITS(count)},
    [WG_COUNT_NUMBERS] = {FLOATS(count_number)},
    [WG_ARGMAX] = {REALS(argmax)},
    [WG_ARGMIN] = {REALS(argmin)},
    [WG_MOMENTS] = {FLOATS(moments)},
};
#undef BOTH
#undef INTS
#undef REALS
#undef FLOATS
#undef BITS
