/** Says what is wrong with a value, in words that follow "returned" or "holds". */
export class UnfitValue extends Error {}
