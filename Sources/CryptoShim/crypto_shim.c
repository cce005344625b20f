#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto_shim.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(crypto_shim_sha256), "SHA256_CTX has grown");

void crypto_shim_sha256_start(crypto_shim_sha256 *hash) { SHA256_Init((SHA256_CTX *)hash); }

void crypto_shim_sha256_add(crypto_shim_sha256 *hash, const void *bytes, size_t count) {
  SHA256_Update((SHA256_CTX *)hash, bytes, count);
}

void crypto_shim_sha256_finish(crypto_shim_sha256 *hash, uint8_t digest[32]) {
  SHA256_Final(digest, (SHA256_CTX *)hash);
}

static const X509 *x509(const crypto_shim_certificate *certificate) {
  return (const X509 *)certificate;
}

// Without memory a certificate would be one that cannot be parsed, or has no names.
static void *allocate(size_t count, const char *file, int line) {
  (void)file, (void)line;
  void *memory = malloc(count);
  if (memory == NULL && count > 0) abort();
  return memory;
}

static void *reallocate(void *memory, size_t count, const char *file, int line) {
  (void)file, (void)line;
  memory = realloc(memory, count);
  if (memory == NULL && count > 0) abort();
  return memory;
}

static void release(void *memory, const char *file, int line) {
  (void)file, (void)line;
  free(memory);
}

static void set_memory_functions(void) {
  CRYPTO_set_mem_functions(allocate, reallocate, release);
}

crypto_shim_certificate *crypto_shim_certificate_read(const void *pem, size_t count) {
  if (count > INT_MAX) return NULL;
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, set_memory_functions);
  // Nothing of the machine's configuration may change what is read.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
  BIO *source = BIO_new_mem_buf(pem, (int)count);
  if (source == NULL) return NULL;
  X509 *certificate = PEM_read_bio_X509(source, NULL, NULL, NULL);
  BIO_free(source);
  ERR_clear_error();
  return (crypto_shim_certificate *)certificate;
}

void crypto_shim_certificate_free(crypto_shim_certificate *certificate) {
  X509_free((X509 *)certificate);
}

char *crypto_shim_certificate_name(
    const crypto_shim_certificate *certificate, crypto_shim_name name, size_t *count) {
  const X509_NAME *which = name == CRYPTO_SHIM_SUBJECT
                               ? X509_get_subject_name(x509(certificate))
                               : X509_get_issuer_name(x509(certificate));
  BIO *sink = BIO_new(BIO_s_mem());
  if (sink == NULL) return NULL;
  char *text = NULL;
  if (X509_NAME_print_ex(sink, which, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
    char *bytes = NULL;
    long length = BIO_get_mem_data(sink, &bytes);
    text = malloc((size_t)length + 1);
    if (text != NULL) {
      memcpy(text, bytes, (size_t)length);
      text[length] = 0;
      *count = (size_t)length;
    }
  }
  BIO_free(sink);
  ERR_clear_error();
  return text;
}

const uint8_t *crypto_shim_certificate_key_id(
    const crypto_shim_certificate *certificate, crypto_shim_name name, size_t *count) {
  // OpenSSL keeps what it finds in the certificate, under a lock of its own.
  X509 *parsed = (X509 *)certificate;
  const ASN1_OCTET_STRING *id = name == CRYPTO_SHIM_SUBJECT ? X509_get0_subject_key_id(parsed)
                                                            : X509_get0_authority_key_id(parsed);
  ERR_clear_error();
  if (id == NULL) return NULL;
  *count = (size_t)ASN1_STRING_length(id);
  return ASN1_STRING_get0_data(id);
}

bool crypto_shim_certificate_time(
    const crypto_shim_certificate *certificate, crypto_shim_time time, int64_t *seconds) {
  const ASN1_TIME *which = time == CRYPTO_SHIM_NOT_BEFORE ? X509_get0_notBefore(x509(certificate))
                                                          : X509_get0_notAfter(x509(certificate));
  ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
  int days = 0, rest = 0;
  bool isTime = epoch != NULL && ASN1_TIME_diff(&days, &rest, epoch, which) == 1;
  if (isTime) *seconds = (int64_t)days * 86400 + rest;
  ASN1_TIME_free(epoch);
  ERR_clear_error();
  return isTime;
}

bool crypto_shim_certificate_is_authority(const crypto_shim_certificate *certificate) {
  BASIC_CONSTRAINTS *constraints =
      X509_get_ext_d2i(x509(certificate), NID_basic_constraints, NULL, NULL);
  bool isAuthority = constraints != NULL && constraints->ca != 0;
  BASIC_CONSTRAINTS_free(constraints);
  ERR_clear_error();
  return isAuthority;
}

void crypto_shim_certificate_hosts(
    const crypto_shim_certificate *certificate, void *context,
    void (*take)(void *context, crypto_shim_host kind, const uint8_t *bytes, size_t count)) {
  GENERAL_NAMES *names = X509_get_ext_d2i(x509(certificate), NID_subject_alt_name, NULL, NULL);
  for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
    const ASN1_STRING *text = NULL;
    if (name->type == GEN_DNS) text = name->d.dNSName;
    if (name->type == GEN_IPADD) text = name->d.iPAddress;
    if (text == NULL) continue;
    take(context, name->type == GEN_DNS ? CRYPTO_SHIM_DNS : CRYPTO_SHIM_ADDRESS,
         ASN1_STRING_get0_data(text), (size_t)ASN1_STRING_length(text));
  }
  GENERAL_NAMES_free(names);
  ERR_clear_error();
}
