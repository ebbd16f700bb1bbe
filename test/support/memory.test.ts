import { memoryEvidence, memoryStore } from './memory.ts';
import { evidenceContract, storeContract } from './store-contract.ts';

storeContract('memory', memoryStore);
evidenceContract('memory', memoryEvidence);
