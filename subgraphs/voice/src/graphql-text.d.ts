/** The bundler puts the schema's text in. */
declare module '*.graphql' {
  const text: string;
  export default text;
}
