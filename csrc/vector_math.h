/* vector_math.h: elementary functions without branches or calls, so that loops over them vectorise.
 *
 * For each element type T with suffix S: vexp_S, vexp2_S, vexpm1_S up to 1, vdecay_S, which is exp up to
 * 0 and 0 where that is hardly above the least normal number, verf_S, vlog_S, vlog1p_S for values x with
 * |x / (2 + x)| <= 1/3, and vnext_S, which is nextafter; vwave_f64 is sin or cos. exp is 2^n e^r with
 * |r| <= log(2)/2, and sin and cos are taken of what is left of a multiple of pi/2 (Cody and Waite 1980); erf is
 * x P(x^2) up to 1 and 1 - exp(Q(|x|) - x^2) above; log1p(x) is 2 atanh(x / (2 + x)). The polynomials are fitted to
 * 40-digit values. At most 2 units in the last place, infinities and nan as in C. */

/* The bits of a number and back. */
typedef union { float value; int32_t bits; } float_bits;
typedef union { double value; int64_t bits; } double_bits;

/* 2^n for -126 <= n <= 127, and -1022 <= n <= 1023; of other n some number. Here and below bits are shifted and
 * added as unsigned numbers, for which that is defined whatever x is. */
WG_INLINE float power_of_two_f32(int32_t n)
{
    return ((float_bits){.bits = (int32_t)(((uint32_t)n + 127u) << 23)}).value;
}

WG_INLINE double power_of_two_f64(int64_t n)
{
    return ((double_bits){.bits = (int64_t)(((uint64_t)n + 1023u) << 52)}).value;
}

/* e^r for |r| <= log(2)/2. */
WG_INLINE float exp_near_f32(float r)
{
    const float tail = ((0.00139412154f * r + 0.00836315178f) * r + 0.0416663731f) * r + 0.166665772f;
    return 1.0f + (r + r * r * (0.5f + r * tail));
}

WG_INLINE double exp_near_f64(double r)
{
    double p = 2.5110771959176224e-8;
    p = p * r + 2.7619902479165580e-7;
    p = p * r + 2.7557240110369351e-6;
    p = p * r + 2.4801521743010995e-5;
    p = p * r + 1.9841269888928019e-4;
    p = p * r + 1.3888888916877803e-3;
    p = p * r + 8.3333333333212718e-3;
    p = p * r + 4.1666666666624936e-2;
    p = p * r + 1.6666666666666676e-1;
    return 1.0 + (r + r * r * (0.5 + r * p));
}

WG_INLINE float vexp_f32(float x)
{
    /* Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits. Beyond the bounds: 0 and infinity. */
    const float shift = 0x1.8p23f;
    x = x > 89.0f ? 89.0f : x;
    x = x < -104.0f ? -104.0f : x;
    const float_bits k = {.value = x * 1.44269504f + shift};
    const float n = k.value - shift;
    const int32_t i = (int32_t)((uint32_t)k.bits - 0x4b400000u), half = i >> 1;
    const float r = (x - n * 0x1.62p-1f) - n * 0.00174093056f;
    return exp_near_f32(r) * power_of_two_f32(half) * power_of_two_f32(i - half);
}

WG_INLINE double vexp_f64(double x)
{
    const double shift = 0x1.8p52;
    x = x > 710.0 ? 710.0 : x;
    x = x < -746.0 ? -746.0 : x;
    const double_bits k = {.value = x * 1.4426950408889634 + shift};
    const double n = k.value - shift;
    const int64_t i = (int64_t)((uint64_t)k.bits - 0x4338000000000000u),
                  half = (int64_t)(((uint64_t)i + 4096u) >> 1) - 2048;
    const double r = (x - n * 0x1.62e42p-1) - n * 4.7493250390316723e-7;
    return exp_near_f64(r) * power_of_two_f64(half) * power_of_two_f64((int64_t)((uint64_t)i - (uint64_t)half));
}

/* e^x for x up to 0 or hardly above it, in fewer steps: what would be less than 2^-124, or 2^-1020, is 0. */
WG_INLINE float vdecay_f32(float x)
{
    const float shift = 0x1.8p23f, low = x < -86.0f ? -86.0f : x;
    const float_bits k = {.value = low * 1.44269504f + shift};
    const float n = k.value - shift, r = (low - n * 0x1.62p-1f) - n * 0.00174093056f;
    const float_bits power = {.bits = (int32_t)(((uint32_t)k.bits << 23) + 0x3f800000u)};
    const float result = exp_near_f32(r) * power.value;
    return x < -86.0f ? 0.0f : result;
}

WG_INLINE double vdecay_f64(double x)
{
    const double shift = 0x1.8p52, low = x < -707.0 ? -707.0 : x;
    const double_bits k = {.value = low * 1.4426950408889634 + shift};
    const double n = k.value - shift, r = (low - n * 0x1.62e42p-1) - n * 4.7493250390316723e-7;
    const double_bits power = {.bits = (int64_t)(((uint64_t)k.bits << 52) + 0x3ff0000000000000u)};
    const double result = exp_near_f64(r) * power.value;
    return x < -707.0 ? 0.0 : result;
}

WG_INLINE float vexp2_f32(float x)
{
    const float shift = 0x1.8p23f;
    x = x > 129.0f ? 129.0f : x;
    x = x < -151.0f ? -151.0f : x;
    const float_bits k = {.value = x + shift};
    const int32_t i = (int32_t)((uint32_t)k.bits - 0x4b400000u), half = i >> 1;
    const float r = (x - (k.value - shift)) * 0.693147181f;
    return exp_near_f32(r) * power_of_two_f32(half) * power_of_two_f32(i - half);
}

WG_INLINE double vexp2_f64(double x)
{
    const double shift = 0x1.8p52;
    x = x > 1025.0 ? 1025.0 : x;
    x = x < -1077.0 ? -1077.0 : x;
    const double_bits k = {.value = x + shift};
    const int64_t i = (int64_t)((uint64_t)k.bits - 0x4338000000000000u),
                  half = (int64_t)(((uint64_t)i + 4096u) >> 1) - 2048;
    const double r = (x - (k.value - shift)) * 0.69314718055994530942;
    return exp_near_f64(r) * power_of_two_f64(half) * power_of_two_f64((int64_t)((uint64_t)i - (uint64_t)half));
}

/* sin(x + quarter pi/2) for |x| <= 1e6. pi/2 is taken off in three parts, the first two of 33 bits, so that their
 * multiples are exact; what rounding loses of the rest is in `low`. */
WG_INLINE double vwave_f64(double x, int quarter)
{
    const double_bits k = {.value = x * 0.63661977236758134308 + 0x1.8p52};
    const double n = k.value - 0x1.8p52;
    const double a = x - n * 0x1.921fb544p+0, b = n * 0x1.0b4611a6p-34, s = a - b, back = s - a;
    const double w = n * 2.0222662487959506e-21 - ((a - (s - back)) - (b + back));
    const double r = s - w, low = (s - r) - w, z = r * r, cube = z * r, half = 0.5 * z, one = 1.0 - half;
    double p = 1.5894727448356813e-10, q = -1.1367992111477274e-11;
    p = p * z - 2.5050734854289338e-08;
    q = q * z + 2.087589791001492e-09;
    p = p * z + 2.7557313653584147e-06;
    q = q * z - 2.7557315739656446e-07;
    p = p * z - 0.0001984126983014903;
    q = q * z + 2.4801587294630783e-05;
    p = p * z + 0.008333333333323667;
    q = q * z - 0.0013888888888882842;
    q = q * z + 0.04166666666666665;
    const double sine = r - ((z * (0.5 * low - cube * p) - low) + cube * 0.16666666666666644);
    const double cosine = one + (((1.0 - one) - half) + (z * z * q - r * low));
    const uint64_t turn = (uint64_t)k.bits + (uint64_t)quarter;
    double_bits out = {.value = turn & 1 ? cosine : sine};
    out.bits = (int64_t)((uint64_t)out.bits ^ (turn & 2) << 62);
    return out.value;
}

WG_INLINE float vlog1p_f32(float x)
{
    const float s = x / (2.0f + x), q = s * s;
    float p = 0.232243292f;
    p = p * q + 0.217065758f;
    p = p * q + 0.28592358f;
    p = p * q + 0.399997063f;
    p = p * q + 0.666666673f;
    return 2.0f * s + s * q * p;
}

WG_INLINE double vlog1p_f64(double x)
{
    const double s = x / (2.0 + x), q = s * s;
    double p = 0.15630577800922850;
    p = p * q + 0.074921437955507673;
    p = p * q + 0.10845178394880015;
    p = p * q + 0.11734279061303197;
    p = p * q + 0.13335178631449256;
    p = p * q + 0.15384543964860549;
    p = p * q + 0.18181819897962714;
    p = p * q + 0.22222222198236771;
    p = p * q + 0.28571428571600099;
    p = p * q + 0.39999999999999522;
    p = p * q + 0.66666666666666667;
    return 2.0 * s + s * q * p;
}

/* e^x - 1 for x <= 1: 2^n (e^r - 1) + (2^n - 1). Below the bound it is -1. */
WG_INLINE float vexpm1_f32(float x)
{
    const float shift = 0x1.8p23f;
    x = x < -30.0f ? -30.0f : x;
    const float_bits k = {.value = x * 1.44269504f + shift};
    const float n = k.value - shift, r = (x - n * 0x1.62p-1f) - n * 0.00174093056f;
    const float power = power_of_two_f32((int32_t)((uint32_t)k.bits - 0x4b400000u));
    const float tail = ((0.00139412154f * r + 0.00836315178f) * r + 0.0416663731f) * r + 0.166665772f;
    return power * (r + r * r * (0.5f + r * tail)) + (power - 1.0f);
}

WG_INLINE double vexpm1_f64(double x)
{
    const double shift = 0x1.8p52;
    x = x < -60.0 ? -60.0 : x;
    const double_bits k = {.value = x * 1.4426950408889634 + shift};
    const double n = k.value - shift, r = (x - n * 0x1.62e42p-1) - n * 4.7493250390316723e-7;
    const double power = power_of_two_f64((int64_t)((uint64_t)k.bits - 0x4338000000000000u));
    double p = 2.5110771959176224e-8;
    p = p * r + 2.7619902479165580e-7;
    p = p * r + 2.7557240110369351e-6;
    p = p * r + 2.4801521743010995e-5;
    p = p * r + 1.9841269888928019e-4;
    p = p * r + 1.3888888916877803e-3;
    p = p * r + 8.3333333333212718e-3;
    p = p * r + 4.1666666666624936e-2;
    p = p * r + 1.6666666666666676e-1;
    return power * (r + r * r * (0.5 + r * p)) + (power - 1.0);
}

/* log(2^n m) with m between sqrt(1/2) and sqrt(2); numbers too small for their exponent are scaled up first. */
WG_INLINE float vlog_f32(float x)
{
    const int small = x < 0x1p-126f;
    const float_bits v = {.value = small ? x * 0x1p24f : x};
    const int32_t shifted = (int32_t)((uint32_t)v.bits - 0x3f3504f3u), n = shifted >> 23;
    const float_bits m = {.bits = (int32_t)((uint32_t)v.bits - ((uint32_t)n << 23))};
    const float count = (float)n - (small ? 24.0f : 0.0f);
    const float result = count * 0x1.62p-1f + (vlog1p_f32(m.value - 1.0f) + count * 0.00174093056f);
    return x > 0 && x < INFINITY ? result : x == 0 ? -INFINITY : x < 0 ? NAN : x;
}

WG_INLINE double vlog_f64(double x)
{
    const int small = x < 0x1p-1022;
    const double_bits v = {.value = small ? x * 0x1p54 : x};
    const int64_t shifted = (int64_t)((uint64_t)v.bits - 0x3fe6a09e667f3bcdu);
    const int64_t n = (int64_t)(((uint64_t)shifted + ((uint64_t)2048 << 52)) >> 52) - 2048;
    const double_bits m = {.bits = (int64_t)((uint64_t)v.bits - ((uint64_t)n << 52))};
    const double_bits converted = {.bits = n + 0x4338000000000000};
    const double count = converted.value - 0x1.8p52 - (small ? 54.0 : 0.0);
    const double result = count * 0x1.62e42p-1 + (vlog1p_f64(m.value - 1.0) + count * 4.7493250390316723e-7);
    return x > 0 && x < INFINITY ? result : x == 0 ? -INFINITY : x < 0 ? NAN : x;
}

/* The next number from x towards y: one step of the bits away from or towards zero. */
WG_INLINE float vnext_f32(float x, float y)
{
    const float_bits from = {.value = x}, least = {.bits = 1};
    const int32_t below = x < y ? -1 : 1, step = x > 0 ? -below : below;
    const float_bits next = {.bits = from.bits + step};
    const float tiny = y < 0 ? -least.value : least.value;
    return x != x || y != y ? x + y : x == y ? y : x == 0 ? tiny : next.value;
}

WG_INLINE double vnext_f64(double x, double y)
{
    const double_bits from = {.value = x}, least = {.bits = 1};
    const int64_t below = x < y ? -1 : 1, step = x > 0 ? -below : below;
    const double_bits next = {.bits = from.bits + step};
    const double tiny = y < 0 ? -least.value : least.value;
    return x != x || y != y ? x + y : x == y ? y : x == 0 ? tiny : next.value;
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
