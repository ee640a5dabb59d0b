// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.Module;
import io.webgate.license.format.CatalogueEntries;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes the contents of the bundle {@code trust} when a distribution is assembled (D7): the vendor's public keys, and its
 * signature over every catalogue entry on the class path, and a licence to try the verification with.
 */
public final class TrustAssembly {

    /** Where the bundle {@code trust} looks for it. */
    private static final String PACKAGE = "io/webgate/trust";

    private TrustAssembly() {}

    /**
     * Assembles for the class path that it runs on.
     *
     * @param arguments {@code --vendor DIR --out DIR --mode development|production}
     */
    public static void main(String[] arguments) throws IOException, LicenseFormatException {
        List<String> names = List.of("--vendor", "--out", "--mode");
        if (arguments.length != 6
                || !names.get(0).equals(arguments[0])
                || !names.get(1).equals(arguments[2])
                || !names.get(2).equals(arguments[4])) {
            throw new IllegalArgumentException(
                    "Usage: TrustAssembly --vendor DIR --out DIR --mode development|production");
        }
        VendorKeys keys = VendorKeys.open(Path.of(arguments[1]));
        int entries = assemble(keys, List.of(), arguments[5], ClassPath.current(), Path.of(arguments[3]));
        System.out.println("Trust of " + keys.prefix() + " (" + keys.mode() + "), catalogue entries: " + entries);
    }

    /**
     * Writes {@code trust.json}, {@code catalogue.jws}, one signed entry a line, {@code canary.jws}, and the built-in
     * licence of each edition that is defined on the class path, {@code edition-NAME.jws}.
     *
     * @param others vendors who are trusted too, for modules of their own (R57)
     * @return how many entries were signed
     * @throws IllegalArgumentException when the vendor is not of that mode: a development vendor is never released; or
     *     another can't be trusted, see {@link TrustedVendors#of}
     */
    static int assemble(
            VendorKeys keys, Collection<TrustDocument> others, String mode, Collection<Path> classPath, Path out)
            throws IOException, LicenseFormatException {
        if (!keys.mode().equals(mode)) {
            throw new IllegalArgumentException(
                    "Vendor " + keys.prefix() + " is a " + keys.mode() + " vendor and can't be assembled for " + mode);
        }
        TrustDocument trust = TrustedVendors.of(keys.trust(), others);
        var signer = new CatalogueSigner(keys);
        var catalogue = new ByteArrayOutputStream();
        Map<String, byte[]> entries = CatalogueFiles.find(CatalogueFiles.Kind.ENTRY, classPath);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            requireNamedAfterModule(entry.getKey(), CatalogueEntries.parse(entry.getValue(), keys.prefix()));
            catalogue.writeBytes(signer.sign(entry.getValue()));
            catalogue.write('\n');
        }
        Path folder = Files.createDirectories(out.resolve(PACKAGE));
        Files.write(folder.resolve("trust.json"), trust.toJson());
        Files.write(folder.resolve("catalogue.jws"), catalogue.toByteArray());
        Files.write(folder.resolve("canary.jws"), CanaryDocument.of(keys));
        for (Map.Entry<String, byte[]> edition :
                CatalogueFiles.find(CatalogueFiles.Kind.EDITION, classPath).entrySet()) {
            Files.write(
                    folder.resolve("edition-" + edition.getKey() + ".jws"),
                    EditionDocument.of(keys, edition.getKey(), edition.getValue()));
        }
        return entries.size();
    }

    private static void requireNamedAfterModule(String name, Module module) throws IOException {
        if (!module.id().value().equals(name)) {
            throw new IOException("Catalogue entry " + name + ".json defines the module " + module.id()
                    + ". Name the file after its module.");
        }
    }
}
