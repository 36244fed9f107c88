/** The type for a cast that must not cut: an explicit cast to `varchar(5)` truncates in silence, the assignment after it does not. */
export function castType(type: string): string {
  const [, base, list = ''] = /^([^[]*?)(\[\])?$/.exec(type.trim()) ?? [undefined, type]
  const name = (base ?? type).toUpperCase()
  if (/^(VARCHAR|CHARACTER VARYING)\b/.test(name)) return `VARCHAR${list}`
  if (/^(CHAR|CHARACTER|BPCHAR)\b/.test(name)) return `bpchar${list}`
  if (/^(BIT|VARBIT)\b/.test(name)) return `VARBIT${list}`
  return type
}
