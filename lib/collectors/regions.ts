import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

export const describeRegions = operation('ec2:DescribeRegions', EC2Client, DescribeRegionsCommand);

/** The Regions that the account has enabled, sorted. The scope of the scan does not narrow them. */
export const enabledRegions = async (aws: Reader): Promise<readonly string[]> =>
  required((await aws(describeRegions, {})).Regions, 'Regions')
    .map(({ RegionName }) => required(RegionName, 'RegionName'))
    .sort();
