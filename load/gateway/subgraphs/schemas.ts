/** The four services of the benchmark, as SDL. Of the shape that federation benchmarks commonly have, in words of a clinic. */
const link = (...imports: string[]) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports.map((name) => `"${name}"`).join(', ')}])\n`;

export const schemas = {
  staff: `${link('@key')}
    type Query { me: Clinician clinicians: [Clinician] }
    type Clinician @key(fields: "id") { id: ID! name: String username: String birthday: Int }
  `,
  pharmacy: `${link('@key')}
    type Query { topMedicines(first: Int = 5): [Medicine] }
    type Medicine @key(fields: "code") { code: String! name: String price: Int weight: Int }
  `,
  remarks: `${link('@key')}
    type Remark @key(fields: "id") { id: ID! body: String author: Clinician medicine: Medicine }
    type Clinician @key(fields: "id") { id: ID! remarks: [Remark] }
    type Medicine @key(fields: "code") { code: String! remarks: [Remark] }
  `,
  stock: `${link('@key', '@external', '@requires')}
    type Medicine @key(fields: "code") {
      code: String!
      price: Int @external
      weight: Int @external
      inStock: Boolean
      deliveryEstimate: Int @requires(fields: "price weight")
    }
  `,
} as const;

export type ServiceName = keyof typeof schemas;
export const serviceNames = Object.keys(schemas) as ServiceName[];
