import { defineBackfill } from 'stager'

interface Row {
  id: number
  title: string
}

export default defineBackfill<Row, { slug: string }>({
  read: ['title'],
  transform: (row) => ({
    slug: `${row.title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')}-${String(row.id)}`,
  }),
})
