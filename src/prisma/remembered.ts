/** A pure function of an immutable object, computed once for each: a schema of hundreds of models asks the same thing of a block very often. */
export function remembered<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const values = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const known = values.get(key)
    if (known !== undefined) return known.value
    const value = compute(key)
    values.set(key, { value })
    return value
  }
}
