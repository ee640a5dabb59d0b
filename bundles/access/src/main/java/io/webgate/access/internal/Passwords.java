// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.license.api.LocalizedText;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id of passwords (RFC 9106; ASVS 11.4.2: one pass over 46 MiB), in the usual text form with its parameters, so
 * that they can be raised. At most two are computed at a time, since the memory they take would itself be an attack.
 * Thread-safe.
 */
final class Passwords {

    private static final int MEMORY_KIB = 46 * 1024;
    private static final int PASSES = 1;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_A_TIME = 2;
    // Threads of the server wait here: a few, or a flood of sign-ins would hold them all
    static final int MOST_WAITING = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,8}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{8,88})\\$([A-Za-z0-9+/]{8,88})");

    private final Secrets secrets;
    private final Semaphore places;
    private final Duration longestWait;
    private final String nobody;

    Passwords(Secrets secrets) {
        this(secrets, new Semaphore(AT_A_TIME, true), LONGEST_WAIT);
    }

    /**
     * @param places a permit for each hash computed at a time
     * @param longestWait for a permit
     */
    Passwords(Secrets secrets, Semaphore places, Duration longestWait) {
        this.secrets = secrets;
        this.places = places;
        this.longestWait = longestWait;
        this.nobody = text(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], secrets.bytes(HASH_BYTES));
    }

    /** The hash to keep. */
    String hash(String password) throws AccessException {
        byte[] salt = secrets.bytes(SALT_BYTES);
        return text(MEMORY_KIB, PASSES, LANES, salt, computed(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
    }

    /** Whether it is the password of this hash. */
    boolean matches(String password, String kept) throws AccessException {
        Matcher form = FORM.matcher(kept);
        if (!form.matches()) {
            throw new IllegalStateException("A kept password hash is not of its form");
        }
        byte[] salt = Base64.getDecoder().decode(form.group(4));
        byte[] hash = Base64.getDecoder().decode(form.group(5));
        byte[] mine = computed(
                password,
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                salt,
                hash.length);
        return MessageDigest.isEqual(hash, mine);
    }

    /** Takes as long as {@link #matches}, so that nobody learns by the time whether a login exists (ASVS 6.3.8). */
    void pretend(String password) throws AccessException {
        matches(password, nobody);
    }

    /** Whether the hash was made with other parameters than today's. */
    boolean isOutdated(String kept) {
        return !kept.startsWith("$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$");
    }

    private byte[] computed(String password, int memory, int passes, int lanes, byte[] salt, int length)
            throws AccessException {
        if (places.getQueueLength() >= MOST_WAITING) {
            throw busy();
        }
        try {
            if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            // The same password typed on another keyboard may come in another Unicode form
            byte[] typed = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
            generator.generateBytes(typed, hash);
            return hash;
        } finally {
            places.release();
        }
    }

    private static AccessException busy() {
        return new AccessException(
                Fault.TOO_MANY_ATTEMPTS,
                new LocalizedText(
                        "Too many people sign in at this moment. Try again shortly.",
                        "Сейчас входит слишком много людей. Повторите чуть позже."),
                Duration.ofSeconds(5),
                null);
    }

    private static String text(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }
}
