/** What bundles carry to be verified and sampled without Vouch: files beside this one, in `verifier/`. */
export const VERIFIERS = ['sample.mjs', 'verify.mjs', 'verify.sh'] as const;
