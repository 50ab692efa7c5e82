import type { ServiceName } from './schemas.ts';

/** Made up, and the same in every run: 6 clinicians, 9 medicines, 2 remarks by each clinician and on most medicines. */
const clinicians = ['Uri', 'Dotan', 'Kamil', 'Gil', 'Aleksandra', 'Saihaj'].map((name, index) => ({ id: `u${index + 1}`, name: `${name} Osei-Nakamura`, username: `${name.toLowerCase()}.osei`, birthday: 1970 + index }));
const medicines = ['Amoxicillin', 'Metformin', 'Lisinopril', 'Atorvastatin', 'Omeprazole', 'Salbutamol', 'Ibuprofen', 'Prednisone', 'Levothyroxine'].map((name, index) => ({
  code: String(index + 1),
  name: `${name} ${(index + 1) * 5} mg`,
  price: 100 + index * 137,
  weight: 50 + index * 25,
  inStock: index % 3 !== 0,
}));
const remarks = [1, 2, 3, 4, 1, 2, 5, 6, 3, 7, 4].map((medicine, index) => ({
  id: `r${index + 1}`,
  body: `Remark ${index + 1}: well tolerated, "no" side effects reported — to be seen again in ${index + 2} weeks.`,
  author: clinicians[index % clinicians.length]?.id as string,
  medicine: String(medicine),
}));

const remarkOf = (remark: (typeof remarks)[number]) => ({ ...remark, author: { __typename: 'Clinician', id: remark.author }, medicine: { __typename: 'Medicine', code: remark.medicine } });
type Resolvers = Record<string, Record<string, (source: never, args: never) => unknown>>;

export const resolvers: Record<ServiceName, Resolvers> = {
  staff: {
    Query: { me: () => clinicians[0], clinicians: () => clinicians },
    Clinician: { __resolveReference: ({ id }: { id: string }) => clinicians.find((one) => one.id === id) },
  },
  pharmacy: {
    Query: { topMedicines: (_: never, { first }: { first: number }) => medicines.slice(0, first) },
    Medicine: { __resolveReference: ({ code }: { code: string }) => medicines.find((one) => one.code === code) },
  },
  remarks: {
    Remark: { __resolveReference: ({ id }: { id: string }) => remarks.filter((one) => one.id === id).map(remarkOf)[0] },
    Clinician: { remarks: ({ id }: { id: string }) => remarks.filter((one) => one.author === id).map(remarkOf) },
    Medicine: { remarks: ({ code }: { code: string }) => remarks.filter((one) => one.medicine === code).map(remarkOf) },
  },
  stock: {
    Medicine: {
      __resolveReference: (reference: { code: string }) => ({ ...reference, inStock: medicines.find((one) => one.code === reference.code)?.inStock }),
      deliveryEstimate: ({ price, weight }: { price: number; weight: number }) => (price > 1_000 ? 0 : Math.round(weight * 0.5)),
    },
  },
};
