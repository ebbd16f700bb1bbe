/** Anything that JSON can hold. Evidence contains no floating-point numbers (RFC 8785 hashing), only integers. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
