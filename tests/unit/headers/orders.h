/* SPDX-License-Identifier: MIT */
/* One function for each order of order.h and language: what the sizes are there. */
#ifndef OPENMFPLAT_TESTS_ORDERS_H
#define OPENMFPLAT_TESTS_ORDERS_H

#define ORDER_COUNT 9

#ifdef __cplusplus
extern "C" {
#endif

unsigned int order_c_1(void);
unsigned int order_c_2(void);
unsigned int order_c_3(void);
unsigned int order_c_4(void);
unsigned int order_c_5(void);
unsigned int order_c_6(void);
unsigned int order_c_7(void);
unsigned int order_c_8(void);
unsigned int order_c_9(void);

unsigned int order_cxx_1(void);
unsigned int order_cxx_2(void);
unsigned int order_cxx_3(void);
unsigned int order_cxx_4(void);
unsigned int order_cxx_5(void);
unsigned int order_cxx_6(void);
unsigned int order_cxx_7(void);
unsigned int order_cxx_8(void);
unsigned int order_cxx_9(void);

#ifdef __cplusplus
}
#endif

#endif
