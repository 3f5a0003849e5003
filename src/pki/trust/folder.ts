/** The trust stores that ship with the product: the default of the configuration. */
export const productTrustFolder = import.meta.dirname;
