#include "CLanes.h"

#if defined(__x86_64__)
#define LANES_TABLE lanes_avx2
#define LANES_NAME "avx2"
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2"))), apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
