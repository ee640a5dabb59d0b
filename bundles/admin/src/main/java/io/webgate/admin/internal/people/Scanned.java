// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.licenses.KeyQr;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a device scans to be enrolled: the address of its page with the code, or the code alone where its module has no page.
 *
 * @param address of the page, without the code; empty where there is none
 * @param onlyHere whether only this computer finds that address
 * @param qr what is scanned
 */
public record Scanned(Optional<String> address, boolean onlyHere, KeyQr qr) {

    // What a browser calls this host is typed by somebody
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

    static Scanned of(PageRequest request, EnrolmentRequest wanted, EnrolmentCode code) {
        String host = request.http().getServerName();
        Optional<String> address = request.plane()
                .devicePage(wanted.modules())
                .filter(path -> HOST.matcher(host).matches())
                .map(path -> (request.http().isSecure() ? "https" : "http") + "://" + host + ":"
                        + request.http().getServerPort() + path);
        return new Scanned(
                address,
                address.isPresent() && LOOPBACK.matcher(host).matches(),
                KeyQr.of(address.map(page -> page + "#code=" + code.code()).orElse(code.code())));
    }
}
