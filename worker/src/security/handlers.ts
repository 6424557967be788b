import * as contract from '@studymate/contract/security'
import { route } from '#edge/context'
import { handlers as devices } from './devices.ts'
import { handlers as email } from './email.ts'
import { handlers as password } from './password.ts'
import { handlers as secondFactor } from './second-factor.ts'

export const routes = [
  route(contract.loginTwoFactor, secondFactor.loginTwoFactor),
  route(contract.getTwoFactor, secondFactor.getTwoFactor),
  route(contract.enableTwoFactor, secondFactor.enableTwoFactor),
  route(contract.verifyTwoFactor, secondFactor.verifyTwoFactor),
  route(contract.disableTwoFactor, secondFactor.disableTwoFactor),
  route(contract.getPassword, password.getPassword),
  route(contract.changePassword, password.changePassword),
  route(contract.listDevices, devices.listDevices),
  route(contract.endDevice, devices.endDevice),
  route(contract.endOtherDevices, devices.endOtherDevices),
  route(contract.loginHistory, devices.loginHistory),
  route(contract.getEmail, email.getEmail),
  route(contract.changeEmail, email.changeEmail),
  route(contract.confirmEmail, email.confirmEmail),
  route(contract.objectToEmail, email.objectToEmail),
]
