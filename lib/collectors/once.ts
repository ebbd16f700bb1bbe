/** What is made of a reply, made once: the reader remembers the reply itself. */
export function once<R extends object, V>(make: (reply: R) => V): (reply: R) => V {
  const known = new WeakMap<R, { readonly value: V }>();
  return (reply) => {
    const made = known.get(reply) ?? { value: make(reply) };
    known.set(reply, made);
    return made.value;
  };
}
