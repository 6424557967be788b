// The page of the test: it only puts the guide's modules within reach.
import api from './api.js'
import * as errors from './errorHandler.js'
import * as levelTest from './levelTestAPI.js'
import useLevelTestStore from './levelTestStore.js'

window.guide = { api, ...errors, ...levelTest, useLevelTestStore }
