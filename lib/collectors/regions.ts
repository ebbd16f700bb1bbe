import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

export const describeRegions = operation('ec2:DescribeRegions', EC2Client, DescribeRegionsCommand);

const ENABLED = { Filters: [{ Name: 'opt-in-status', Values: ['opt-in-not-required', 'opted-in'] }] };

/** The Regions that the account has enabled, sorted. The scope of the scan does not narrow them. */
export const enabledRegions = async (aws: Reader): Promise<readonly string[]> =>
  required((await aws(describeRegions, ENABLED)).Regions, 'Regions')
    .map(({ RegionName }) => required(RegionName, 'RegionName'))
    .sort();
