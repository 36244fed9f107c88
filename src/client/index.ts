/**
 * For the application, without a dependency on anything but Node: tells the database which schema a client was generated from.
 *
 * ```ts
 * import { stagerExtension } from 'stager/client'
 *
 * const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) }).$extends(stagerExtension())
 * ```
 *
 * @packageDocumentation
 */
export { schemaFingerprint, stampedName } from './fingerprint.ts'
export { stagerExtension } from './stager-extension.ts'
