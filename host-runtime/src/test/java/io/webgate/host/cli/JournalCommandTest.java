// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.ExitCode;
import io.webgate.license.api.SignedFile;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** R60 by the command line: an exported journal, written here as docs/journal.md says, and a licence to replay it with. */
final class JournalCommandTest {

    private static final String AT = "2036-11-22T12:00:00Z";

    private final Locale locale = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private VendorFixture vendor;

    @BeforeEach
    void make() throws IOException {
        Locale.setDefault(Locale.ENGLISH);
        vendor = new VendorFixture(folder);
        VendorKeys.createDevelopment(vendor.dir(), new SecureRandom(), Invocation.NOON);
        // As a distribution pins it: what is rotated later it does not know
        Files.write(
                vendor.file("trust.json"),
                VendorKeys.identityOf(vendor.dir()).trust().toJson());
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(locale);
    }

    @Test
    void r12ALicenceSignedWithAnAnnouncedKeyCountsInAReplay() throws Exception {
        done("rotate --retire-after 10d --out FILE:keys.jws");
        licence();

        Invocation without = replay();
        assertThat(without.exitCode()).as(without.err()).isEqualTo(ExitCode.LICENSE);
        assertThat(without.err()).contains("The licence is damaged");

        Invocation with = replay(statement(SignedFile.Kind.KEYS, "keys.jws"));
        assertThat(with.exitCode()).as(with.err()).isEqualTo(ExitCode.DONE);
        assertThat(with.out()).contains("Stops of the gate: recorded 0, with this licence 0.");
    }

    @Test
    void r11ALicenceThatWasRevokedWouldNotHaveCounted() throws Exception {
        done("revoke " + licence() + " --out FILE:list.jws");

        assertThat(replay().exitCode()).isEqualTo(ExitCode.DONE);

        Invocation revoked = replay(statement(SignedFile.Kind.REVOCATION, "list.jws"));
        assertThat(revoked.exitCode()).as(revoked.out()).isEqualTo(ExitCode.LICENSE);
        assertThat(revoked.err()).contains("would not have counted");
    }

    /** Issues new.lic and gives its id. */
    private String licence() {
        return done("issue --anywhere --holder H --application data-server --out FILE:new.lic");
    }

    private String done(String line) {
        Invocation invocation = vendor.run(line);
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.DONE);
        return invocation.out().strip();
    }

    /** Of a journal whose limits name these documents. */
    private Invocation replay(SignedFile... documents) throws Exception {
        journal(documents);
        return vendor.plain("journal replay FILE:journal.jsonl --with FILE:new.lic --trust FILE:trust.json");
    }

    private SignedFile statement(SignedFile.Kind kind, String name) throws IOException {
        return new SignedFile(kind, "DEVL-1", Files.readAllBytes(vendor.file(name)));
    }

    /** A host that started and was given limits made of these documents. */
    private void journal(SignedFile... documents) throws Exception {
        JsonArray named = new JsonArray();
        for (SignedFile document : documents) {
            JsonObject one = new JsonObject();
            one.addProperty("kind", document.kind().code());
            one.addProperty("id", document.id());
            one.addProperty("digest", document.digest());
            named.add(one);
        }
        String body = "{\"at\":\"" + AT + "\",\"changes\":[{\"change\":\"begun\",\"at\":\"" + AT
                + "\",\"order\":1,\"fence\":1},{\"change\":\"new-limits\",\"limits\":{\"revision\":1,\"at\":\"" + AT
                + "\",\"modules\":[],\"limits\":[]}," + (named.isEmpty() ? "" : "\"documents\":" + named + ",")
                + "\"reply\":\"done\"}]}";
        String anchor = "0".repeat(64);
        String hash = sha256(anchor + "\n1\nchange\n" + body);
        JsonObject row = new JsonObject();
        row.addProperty("seq", 1);
        row.addProperty("kind", "change");
        row.addProperty("body", body);
        row.addProperty("hash", hash);
        StringBuilder text = new StringBuilder()
                .append("{\"format\":\"webgate-journal\",\"formatVersion\":1,\"host\":\"\",\"applications\":[")
                .append("\"openservice.data-server\",\"powerpos.data-server\"],\"version\":\"1\",\"zone\":\"UTC\",")
                .append("\"exportedAt\":\"")
                .append(AT)
                .append("\",\"anchor\":\"")
                .append(anchor)
                .append("\"}\n")
                .append(row)
                .append('\n');
        for (SignedFile document : documents) {
            JsonObject one = new JsonObject();
            one.addProperty("document", document.digest());
            one.addProperty("kind", document.kind().code());
            one.addProperty("id", document.id());
            one.addProperty("bytes", Base64.getUrlEncoder().withoutPadding().encodeToString(document.bytes()));
            text.append(one).append('\n');
        }
        String digest = sha256(text.toString());
        text.append("{\"end\":1,\"documents\":")
                .append(documents.length)
                .append(",\"lastHash\":\"")
                .append(hash)
                .append("\",\"digest\":\"")
                .append(digest)
                .append("\"}\n");
        Files.writeString(vendor.file("journal.jsonl"), text);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
