#include "CLanes.h"

#if defined(__x86_64__)
#define LANES_TABLE lanes_avx512
#define LANES_NAME "avx512"
#define LANES_POWERS_IN_REGISTERS
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,bmi,bmi2"))), \
    apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
