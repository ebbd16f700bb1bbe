import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { FindingImporter } from '../evidence/export.ts';
import { ownSide } from './clients.ts';

const TRIES = 3;

/**
 * Security Hub of the account and Region that this runs in. Findings that it did not take are given to it again; those
 * that it never takes are told.
 */
export function securityHub(client = new SecurityHubClient(ownSide())): FindingImporter {
  return {
    async import(findings) {
      let left = [...findings];
      for (let attempt = 1; ; attempt += 1) {
        const { FailedFindings = [] } = await client.send(new BatchImportFindingsCommand({ Findings: left }));
        if (FailedFindings.length === 0) return [];
        if (attempt === TRIES)
          return FailedFindings.map(
            ({ Id, ErrorCode, ErrorMessage }) => `${Id}: ${ErrorCode}: ${ErrorMessage}`,
          );
        const failed = new Set(FailedFindings.map(({ Id }) => Id));
        left = left.filter(({ Id }) => failed.has(Id));
      }
    },
  };
}
