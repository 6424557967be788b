// The guide's `src/api/index.js`, to the letter: keys, paths, top-level token of the refresh reply, and a new refresh token that is never kept.
import axios from 'axios'

const API_BASE_URL = import.meta.env.VITE_API_URL || 'https://api.languagemate.kr'

const api = axios.create({
  baseURL: API_BASE_URL,
  headers: {
    'Content-Type': 'application/json',
  },
})

api.interceptors.request.use((config) => {
  const token = localStorage.getItem('accessToken')
  if (token) {
    config.headers.Authorization = `Bearer ${token}`
  }
  return config
})

api.interceptors.response.use(
  (response) => response,
  async (error) => {
    if (error.response?.status === 401) {
      const refreshToken = localStorage.getItem('refreshToken')
      if (refreshToken) {
        try {
          const { data } = await axios.post(`${API_BASE_URL}/api/v1/auth/refresh`, {
            refreshToken,
          })
          localStorage.setItem('accessToken', data.accessToken)
          error.config.headers.Authorization = `Bearer ${data.accessToken}`
          return axios.request(error.config)
        } catch {
          localStorage.clear()
          window.location.href = '/'
        }
      }
    }
    throw error
  },
)

export default api
