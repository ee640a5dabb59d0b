// SPDX-License-Identifier: Apache-2.0
package io.webgate.sample.orders;

import org.osgi.service.component.annotations.Component;

/** Something to run: a service that is there while the bundle is active. */
@Component(service = Orders.class, immediate = true)
public final class Orders {

    /** How many orders are open. */
    public int open() {
        return 0;
    }
}
