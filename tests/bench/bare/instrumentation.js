// Empty, and needed: the builder looks for this file upwards and would take the product's.
export function register() {}
