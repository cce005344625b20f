#pragma once

// What is used of OpenSSL's libcrypto, behind a C interface of our own: its headers deprecate the
// small SHA-256 functions (the others load providers, a millisecond at every start) and hide
// lists behind macros, neither of which Swift can import.
//
// No function reads a file or the environment: OpenSSL's configuration is not loaded. Every
// function is safe to call from several threads at once with objects of its own. Where memory runs
// out, abort() is called: the error would pass for one of the certificate.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A SHA-256 that is being computed.
typedef struct crypto_shim_sha256 {
  uint64_t storage[16];
} crypto_shim_sha256;

void crypto_shim_sha256_start(crypto_shim_sha256 *hash);
void crypto_shim_sha256_add(crypto_shim_sha256 *hash, const void *bytes, size_t count);
void crypto_shim_sha256_finish(crypto_shim_sha256 *hash, uint8_t digest[32]);

/// An X.509 certificate. Opaque.
typedef struct crypto_shim_certificate crypto_shim_certificate;

/// The first certificate of a PEM text; NULL if there is none, or it cannot be parsed.
crypto_shim_certificate *crypto_shim_certificate_read(const void *pem, size_t count);
void crypto_shim_certificate_free(crypto_shim_certificate *certificate);

typedef enum crypto_shim_name { CRYPTO_SHIM_SUBJECT, CRYPTO_SHIM_ISSUER } crypto_shim_name;

/// A name as RFC 4514 writes it, UTF-8. The bytes are the caller's to free; NULL if out of memory.
char *crypto_shim_certificate_name(
    const crypto_shim_certificate *certificate, crypto_shim_name name, size_t *count);

/// The identifier that a certificate gives its own key, or its issuer's; NULL if it gives none. The
/// bytes live as long as the certificate.
const uint8_t *crypto_shim_certificate_key_id(
    const crypto_shim_certificate *certificate, crypto_shim_name name, size_t *count);

typedef enum crypto_shim_time {
  CRYPTO_SHIM_NOT_BEFORE,
  CRYPTO_SHIM_NOT_AFTER
} crypto_shim_time;

/// Seconds since 1970; false if the certificate's text is no time.
bool crypto_shim_certificate_time(
    const crypto_shim_certificate *certificate, crypto_shim_time time, int64_t *seconds);

/// Whether basicConstraints say that this is a certificate authority.
bool crypto_shim_certificate_is_authority(const crypto_shim_certificate *certificate);

typedef enum crypto_shim_host { CRYPTO_SHIM_DNS, CRYPTO_SHIM_ADDRESS } crypto_shim_host;

/// Calls `take` with each DNS name (text) and address (4 or 16 bytes, network order) of
/// subjectAltName, in their order. The bytes live as long as the call.
void crypto_shim_certificate_hosts(
    const crypto_shim_certificate *certificate, void *context,
    void (*take)(void *context, crypto_shim_host kind, const uint8_t *bytes, size_t count));
