// A process of its own for the bench: the heap of everything else that it loads would be collected at its expense.
import { measurePolicies } from './policies.ts';

process.send?.(measurePolicies(), () => process.exit());
