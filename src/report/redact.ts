/**
 * Takes the passwords out of every connection string in a text, whoever wrote it: messages of drivers and of Prisma quote
 * URLs. The last line of defence; code that holds a URL redacts it by its parts.
 */
export function redactPasswords(text: string): string {
  return text
    .replace(/(\b(?:postgres|postgresql|prisma|prisma\+postgres|mysql|sqlserver):\/\/[^\s:/@]*):[^\s]*@/gi, '$1:***@')
    .replace(/([?&;\s](?:password|api_key)=)[^\s&;'"]+/gi, '$1***')
}
