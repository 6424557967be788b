// The guide's `utils/errorHandler.js`, to the letter.
export class APIError extends Error {
  constructor(code, message, details) {
    super(message)
    this.code = code
    this.details = details
  }
}

export class NetworkError extends APIError {
  constructor(message = '네트워크 연결을 확인해주세요.') {
    super('NETWORK_ERROR', message)
  }
}

export class ValidationError extends APIError {
  constructor(message, field) {
    super('VALIDATION_ERROR', message)
    this.field = field
  }
}

export const handleApiError = (error) => {
  if (error.response) {
    switch (error.response.status) {
      case 401:
        break
      case 403:
        return new APIError('FORBIDDEN', '권한이 없습니다.')
      case 404:
        return new APIError('NOT_FOUND', '요청한 리소스를 찾을 수 없습니다.')
      case 500:
        return new APIError('SERVER_ERROR', '서버 오류가 발생했습니다.')
      default:
        return new APIError(error.response.data?.error?.code || 'UNKNOWN', error.response.data?.error?.message || '오류가 발생했습니다.')
    }
  } else if (error.request) {
    return new NetworkError()
  }
  return error
}
