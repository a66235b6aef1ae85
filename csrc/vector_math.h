/* vector_math.h: elementary functions without branches or calls, so that loops over them vectorise.
 *
 * For each element type T with suffix S: vexp_S and verf_S. exp is 2^n e^r with |r| <= log(2)/2 (Cody and Waite 1980);
 * erf is x P(x^2) up to 1 and 1 - exp(Q(|x|) - x^2) above, with polynomials fitted by weighted least squares to
 * 40-digit values. At most 2 units in the last place, infinities and nan as in C. */

/* The bits of a number and back. */
typedef union { float value; int32_t bits; } float_bits;
typedef union { double value; int64_t bits; } double_bits;

/* 2^n for -126 <= n <= 127, and -1022 <= n <= 1023. */
WG_INLINE float power_of_two_f32(int32_t n) { return ((float_bits){.bits = (n + 127) << 23}).value; }
WG_INLINE double power_of_two_f64(int64_t n) { return ((double_bits){.bits = (n + 1023) << 52}).value; }

WG_INLINE float vexp_f32(float x)
{
    /* Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits. Beyond the bounds: 0 and infinity. */
    const float shift = 0x1.8p23f;
    x = x > 89.0f ? 89.0f : x;
    x = x < -104.0f ? -104.0f : x;
    const float_bits k = {.value = x * 1.44269504f + shift};
    const float n = k.value - shift;
    const int32_t i = k.bits - 0x4b400000, half = i >> 1;
    const float r = (x - n * 0x1.62p-1f) - n * 0.00174093056f;
    const float tail = ((0.00139412154f * r + 0.00836315178f) * r + 0.0416663731f) * r + 0.166665772f;
    const float e = 1.0f + (r + r * r * (0.5f + r * tail));
    return e * power_of_two_f32(half) * power_of_two_f32(i - half);
}

WG_INLINE double vexp_f64(double x)
{
    const double shift = 0x1.8p52;
    x = x > 710.0 ? 710.0 : x;
    x = x < -746.0 ? -746.0 : x;
    const double_bits k = {.value = x * 1.4426950408889634 + shift};
    const double n = k.value - shift;
    const int64_t i = k.bits - 0x4338000000000000, half = (int64_t)((uint64_t)(i + 4096) >> 1) - 2048;
    const double r = (x - n * 0x1.62e42p-1) - n * 4.7493250390316723e-7;
    double p = 2.5110771959176224e-8;
    p = p * r + 2.7619902479165580e-7;
    p = p * r + 2.7557240110369351e-6;
    p = p * r + 2.4801521743010995e-5;
    p = p * r + 1.9841269888928019e-4;
    p = p * r + 1.3888888916877803e-3;
    p = p * r + 8.3333333333212718e-3;
    p = p * r + 4.1666666666624936e-2;
    p = p * r + 1.6666666666666676e-1;
    const double e = 1.0 + (r + r * r * (0.5 + r * p));
    return e * power_of_two_f64(half) * power_of_two_f64(i - half);
}

WG_INLINE float verf_f32(float x)
{
    const float a = x < 0 ? -x : x, s = x * x;
    float p = 7.88738634e-5f;
    p = p * s - 8.02031710e-4f;
    p = p * s + 5.18947578e-3f;
    p = p * s - 0.0268544133f;
    p = p * s + 0.112835994f;
    p = p * s - 0.376126271f;
    p = p * s + 0.12837917f;
    const float b = a > 4.0f ? 4.0f : a;
    float q = 1.86308014e-4f;
    q = q * b - 2.94703214e-3f;
    q = q * b + 0.0218356253f;
    q = q * b - 0.103101388f;
    q = q * b + 0.36184828f;
    q = q * b - 1.12708443f;
    q = q * b - 3.42881310e-4f;
    const float outer = 1.0f - vexp_f32(q - b * b);
    return x != x ? x : a < 1.0f ? x + x * p : x < 0 ? -outer : outer;
}

WG_INLINE double verf_f64(double x)
{
    const double a = x < 0 ? -x : x, s = x * x;
    double p = 5.96064701800641e-11;
    p = p * s - 1.1374933153725888e-09;
    p = p * s + 1.4660322906062184e-08;
    p = p * s - 1.6350395362980422e-07;
    p = p * s + 1.6461008397257967e-06;
    p = p * s - 1.4925595767201101e-05;
    p = p * s + 0.00012055331132750511;
    p = p * s - 0.0008548326981419969;
    p = p * s + 0.005223977624828334;
    p = p * s - 0.026866170645077864;
    p = p * s + 0.11283791670954885;
    p = p * s - 0.3761263890318375;
    p = p * s + 0.1283791670955126;
    const double b = a > 6.0 ? 6.0 : a;
    double q = -4.7497134432464224e-12;
    q = q * b + 1.976277629505025e-10;
    q = q * b - 3.812018569109666e-09;
    q = q * b + 4.5083477815718295e-08;
    q = q * b - 3.631834481321278e-07;
    q = q * b + 2.079733637055187e-06;
    q = q * b - 8.432818101708138e-06;
    q = q * b + 2.2062710385465045e-05;
    q = q * b - 1.8336295485883325e-05;
    q = q * b - 0.00013891585590809153;
    q = q * b + 0.0007767447506713359;
    q = q * b - 0.0019234930785976478;
    q = q * b + 0.00041786227298311584;
    q = q * b + 0.018984922123683377;
    q = q * b - 0.1027006417509276;
    q = q * b + 0.3633553439524216;
    q = q * b - 1.128373856616225;
    q = q * b - 5.273426736055318e-07;
    const double outer = 1.0 - vexp_f64(q - b * b);
    return x != x ? x : a < 1.0 ? x + x * p : x < 0 ? -outer : outer;
}
