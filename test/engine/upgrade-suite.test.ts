// The walk that tries every upgrade, on a lifecycle that changed twice.
import { samplerOf } from '../support/samplers.ts'
import { upgradeSuite } from '../support/upgrade-suite.ts'
import { visit1, visit2, visit3 } from './toy-versions.ts'

upgradeSuite(visit1, visit2, samplerOf(visit1))
upgradeSuite(visit2, visit3, samplerOf(visit2))
