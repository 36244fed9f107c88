/** A text on a terminal that is replaced by the next one, in place. */
export interface Screen {
  draw(text: string): void
  /** Leaves the last text where it is, and gives the cursor back. */
  close(): void
}

/** What is written to: process.stdout on a terminal. */
export interface ScreenStream {
  readonly columns?: number
  readonly rows?: number
  write(text: string): unknown
}

const [home, clear, clearLine, clearBelow] = ['\u001B[H', '\u001B[2J', '\u001B[K', '\u001B[J']
const [hideCursor, showCursor, keepLong, wrapLong] = ['\u001B[?25l', '\u001B[?25h', '\u001B[?7l', '\u001B[?7h']

/** Opens a screen at the top of the terminal; nothing is drawn before the first text. A line that is too long is cut, and so are lines below the last row. */
export function openScreen(stream: ScreenStream): Screen {
  let drawn = false
  return {
    draw(text) {
      const lines = fitting(text.trimEnd().split('\n'), stream.rows ?? 24)
      // Written over, not cleared first: clearing flickers.
      const body = lines.map((line) => `${line}${clearLine}`).join('\n')
      stream.write(`${drawn ? '' : `${hideCursor}${clear}`}${home}${keepLong}${body}${clearBelow}${wrapLong}`)
      drawn = true
    },
    close() {
      if (drawn) stream.write(`${showCursor}\n`)
      drawn = false
    },
  }
}

/** One row stays free for the shell's prompt. */
function fitting(lines: readonly string[], rows: number): readonly string[] {
  const room = Math.max(2, rows - 1)
  if (lines.length <= room) return lines
  const hidden = lines.length - room + 1
  return [...lines.slice(0, room - 1), `... and ${hidden} more line${hidden === 1 ? '' : 's'}: a taller terminal, or --plan <name>`]
}
