import { defineBackfill } from 'stager'

interface Row {
  street: string | null
  city: string | null
}

export default defineBackfill<Row, { address: string | null }>({
  read: ['street', 'city'],
  transform: ({ street, city }) => ({
    address: street === null && city === null ? null : [street ?? '', city ?? ''].join(', '),
  }),
})
