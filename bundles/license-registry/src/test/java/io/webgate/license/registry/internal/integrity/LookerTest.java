// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.TrustDocument;
import io.webgate.license.format.TrustedKey;
import io.webgate.license.registry.internal.integrity.FrameworkBundles.Depth;
import io.webgate.trust.Trust;
import io.webgate.vendor.issuing.ManifestAssembly;
import io.webgate.vendor.issuing.StatementIssuer;
import io.webgate.vendor.issuing.VendorKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** T41, T44 on a real framework with real jars, a real manifest and the real canary. */
class LookerTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final VendorKeys vendor = vendor("ACME");
    private final VendorKeys other = vendor("EVIL");
    private final Path temp;
    private final Path manifest;
    private final Framework framework;
    private final BundleContext context;
    private final Path ledger;
    private final Path crypto;
    private final FrameworkBundles bundles;

    LookerTest(@TempDir Path temp) throws Exception {
        this.temp = temp;
        manifest = temp.resolve("manifest.jws");
        ledger = jar("ledger.jar", "io.webgate.ledger", "original");
        crypto = jar("crypto.jar", "org.crypto", "original");
        sign(vendor, vendor.prefix());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, temp.resolve("cache").toString()));
        framework.start();
        context = framework.getBundleContext();
        bundles = new FrameworkBundles(context);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    private static VendorKeys vendor(String prefix) {
        return VendorKeys.generate(
                new TrustDocument.VendorInfo(prefix, prefix),
                TrustDocument.DEVELOPMENT,
                ZoneId.of("UTC"),
                FROM,
                new SecureRandom());
    }

    private void sign(VendorKeys keys, String named) throws IOException {
        Manifest said = ManifestAssembly.prepare(named, "1", FROM, List.of(ledger, crypto));
        Files.write(manifest, new StatementIssuer(keys).issue(said));
    }

    private Path jar(String file, String name, String content, String... headers) throws IOException {
        java.util.jar.Manifest header = new java.util.jar.Manifest();
        Attributes main = header.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Path jar = temp.resolve(file);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), header)) {
            out.putNextEntry(new JarEntry("org/x/content.txt"));
            out.write(content.getBytes(UTF_8));
        }
        return jar;
    }

    /** As the launcher does: the framework reads the file itself. */
    private Bundle inPlace(Path jar) throws BundleException {
        return context.installBundle("reference:" + jar.toUri());
    }

    /** With a copy in the framework's cache. */
    private Bundle copied(Path jar) throws BundleException {
        return context.installBundle(jar.toUri().toString());
    }

    private List<String> look(Depth depth) throws Exception {
        return looker(vendor.trust().keys()).look(depth).stream()
                .map(finding -> finding.text().english())
                .toList();
    }

    private Looker looker(KeyRing keys) throws LicenseFormatException {
        KeyRing pinned = TrustDocument.parse(Trust.document()).keys();
        return new Looker(
                Optional.of(manifest),
                keys,
                vendor.prefix(),
                new Canary(Trust.canary(), file -> LicenseDocuments.open(file, pinned), new SecureRandom()),
                bundles);
    }

    private void assertFound(String words) throws Exception {
        assertThat(look(Depth.SWIFT)).singleElement().asString().contains(words);
    }

    @Test
    void whatTheVendorSignedIsSoundInPlaceAndAsACopy() throws Exception {
        inPlace(ledger);
        copied(crypto);
        copied(jar("plugin.jar", "com.acme.plugin", "free"));

        for (Depth depth : Depth.values()) {
            assertThat(look(depth)).isEmpty();
        }
    }

    @Test
    void t41AChangedJar() throws Exception {
        jar("ledger.jar", "io.webgate.ledger", "changed!");
        inPlace(ledger);

        assertFound("io.webgate.ledger is not the one");
    }

    @Test
    void t41AChangedJarOfAThirdParty() throws Exception {
        inPlace(ledger);
        jar("crypto.jar", "org.crypto", "changed!");
        copied(crypto);

        assertFound("org.crypto is not the one");
    }

    @Test
    void aFileThatIsChangedLaterIsFoundByAThoroughLook() throws Exception {
        inPlace(ledger);
        copied(crypto);
        assertThat(look(Depth.WHOLE)).isEmpty();
        Files.write(crypto, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);

        assertThat(look(Depth.WHOLE)).isEmpty();
        assertThat(look(Depth.THOROUGH)).singleElement().asString().contains("org.crypto is not the one");
    }

    @Test
    void aLocationThatNamesTheGoodFileWhileTheStreamIsAnother() throws Exception {
        Path bad = jar("bad.jar", "io.webgate.ledger", "something else");
        context.installBundle(ledger.toUri().toString(), new ByteArrayInputStream(Files.readAllBytes(bad)));

        assertFound("runs with other contents than the file that the vendor signed (org/x/content.txt)");
    }

    @Test
    void anotherStreamForAThirdPartysBundleIsFoundByTheWholeLookAndAtOnceAfterAnUpdate() throws Exception {
        inPlace(ledger);
        byte[] bad = Files.readAllBytes(jar("bad.jar", "org.crypto", "something else"));
        Bundle forged = context.installBundle(crypto.toUri().toString(), new ByteArrayInputStream(bad));
        assertThat(look(Depth.SWIFT)).isEmpty();
        assertThat(look(Depth.WHOLE)).singleElement().asString().contains("(org/x/content.txt)");
        assertThat(look(Depth.THOROUGH)).singleElement().asString().contains("(org/x/content.txt)");
        forged.uninstall();

        Bundle honest = copied(crypto);
        assertThat(look(Depth.SWIFT)).isEmpty();
        honest.update(new ByteArrayInputStream(bad));
        assertFound("(org/x/content.txt)");
    }

    @Test
    void moreContentsThanTheFileHas() throws Exception {
        Path bad = jar("bad.jar", "io.webgate.ledger", "original");
        try (var zip = java.nio.file.FileSystems.newFileSystem(bad)) {
            Files.writeString(zip.getPath("/more.txt"), "x");
        }
        context.installBundle(ledger.toUri().toString(), new ByteArrayInputStream(Files.readAllBytes(bad)));

        assertFound("(more.txt)");
    }

    @Test
    void aBundleThatCameFromNoFile() throws Exception {
        context.installBundle("somewhere:else", new ByteArrayInputStream(Files.readAllBytes(ledger)));

        assertFound("can't be compared");
    }

    @Test
    void anUpdatedBundleWhoseOldContentsStillRun() throws Exception {
        Path needed = jar("ledger.jar", "io.webgate.ledger", "original", Constants.EXPORT_PACKAGE, "org.x");
        sign(vendor, vendor.prefix());
        Bundle bundle = copied(needed);
        Bundle user = copied(jar("user.jar", "com.acme.user", "free", Constants.IMPORT_PACKAGE, "org.x"));
        user.start();
        assertThat(look(Depth.SWIFT)).isEmpty();

        bundle.update(Files.newInputStream(needed));
        assertFound("was updated, and what it had before still runs");

        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            synchronized (this) {
                notifyAll();
            }
        });
        synchronized (this) {
            for (int i = 0; i < 100 && !look(Depth.SWIFT).isEmpty(); i++) {
                wait(100);
            }
        }
        assertThat(look(Depth.SWIFT)).isEmpty();
    }

    @Test
    void ourBundleThatRunsWithAThirdPartysCode() throws Exception {
        Path wired = jar("ledger.jar", "io.webgate.ledger", "original", Constants.IMPORT_PACKAGE, "org.x");
        sign(vendor, vendor.prefix());
        copied(jar("lib.jar", "com.acme.library", "free", Constants.EXPORT_PACKAGE, "org.x"));
        copied(wired).start();

        assertFound("runs with code of the bundle com.acme.library");
    }

    @Test
    void aFragmentOfOursOrOfTheFramework() throws Exception {
        inPlace(ledger);
        Bundle one = copied(jar("f.jar", "com.acme.one", "x", Constants.FRAGMENT_HOST, "io.webgate.ledger;a=b"));
        assertFound("com.acme.one adds itself to io.webgate.ledger");
        one.uninstall();
        copied(jar("g.jar", "com.acme.two", "x", Constants.FRAGMENT_HOST, "system.bundle;extension:=framework"));
        assertFound("com.acme.two adds itself to system.bundle");
    }

    @Test
    void aBundleThatHooksIntoTheFramework() throws Exception {
        inPlace(ledger);
        Bundle plugin = copied(jar("plugin.jar", "com.acme.plugin", "x"));
        plugin.start();
        plugin.getBundleContext().registerService(WeavingHook.class, woven -> {}, null);

        assertFound("com.acme.plugin hooks into the framework (org.osgi.framework.hooks.weaving.WeavingHook)");
    }

    @Test
    void t41WithoutManifestOrWithOneThatIsNotTheVendors() throws Exception {
        inPlace(ledger);
        Files.write(manifest, "{}".getBytes(UTF_8));
        assertFound("not signed by the vendor that this host trusts");

        sign(other, other.prefix());
        assertFound("not signed by the vendor that this host trusts");

        Files.delete(manifest);
        assertFound("is not at " + manifest);
    }

    @Test
    void aManifestOfAnotherVendorWhoIsTrustedForOtherThings() throws Exception {
        inPlace(ledger);
        List<TrustedKey> both = new ArrayList<>(vendor.trust().keys().keys());
        both.addAll(other.trust().keys().keys());
        sign(other, other.prefix());

        assertThat(looker(KeyRing.of(both)).look(Depth.SWIFT))
                .singleElement()
                .matches(finding -> finding.text().russian().contains("EVIL"));
    }
}
