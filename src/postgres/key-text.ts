import type { Key } from '../run/backfill-ports.ts'

/** A key as it is stored: a JSON array of strings, since a JSON number would lose a bigint's last digits. */
export const keyText = (key: Key | null): string | null => (key === null ? null : JSON.stringify(key))

/** A stored key. */
export const parseKey = (text: string | null): Key | null => (text === null ? null : (JSON.parse(text) as Key))
