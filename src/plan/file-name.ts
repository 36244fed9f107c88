const limit = 48

/** `BlogPost`, `authorName` -> `blog_post_author_name`: lower-case ASCII, short enough for any file system. */
export function fileName(...parts: readonly string[]): string {
  const words = parts
    .join('_')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, limit)
    .replace(/_+$/, '')
  return words === '' ? 'x' : words
}
