"""What PyTorch saves for its way back, and what its counter of operations counts, of six networks: one JSON object.

Bytes are those of storages, each once: a view is no storage of its own. Left out are the storages of inputs and weights, and
numbers of the program, as the 4 in x / 4, which hooks of PyTorch 1.13 are shown as tensors and those of 2.6 are not. A
storage has the name of the first value in it that `named` was given; any other one that of the operation which saved it.
"""
import json

import torch
import torch.nn.functional as F
from torch.autograd.graph import saved_tensors_hooks

PRODUCTS = ("aten::mm", "aten::addmm", "aten::bmm", "aten::baddbmm")
NUMBER = "Div.other"  # the one tensor that these networks divide by is r, which is named

try:
    from torch.utils.flop_counter import FlopCounterMode
except ImportError:  # before PyTorch 2.1
    FlopCounterMode = None


def place(tensor):
    storage = tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()
    return storage.data_ptr(), storage.nbytes()


class Values:
    """The leaves of one network and the names of its values; all that is named stays alive, so that no place is used twice."""

    def __init__(self):
        self.names, self.leaves, self.alive = {}, set(), []

    def leaf(self, tensor):
        self.leaves.add(place(tensor)[0])
        self.alive.append(tensor)
        return tensor

    def input(self, *shape):
        return self.leaf(torch.rand(shape))

    def classes(self, count, most):
        return self.leaf(torch.randint(most, (count,)))

    def param(self, *shape):
        return self.leaf(torch.rand(shape).requires_grad_())

    def named(self, name, tensor):
        self.names.setdefault(place(tensor)[0], name)
        self.alive.append(tensor)
        return tensor

    def dense(self, name, x, width, then=None):
        """A layer's affine part is `name` where nothing comes after it, as in the network's text."""
        made = F.linear(x, self.param(width, x.shape[-1]), self.param(width))
        return self.named(name, made if then is None else then(made))


def perceptron(v):
    h = v.dense("h", v.input(32, 784), 128, torch.relu)
    return F.cross_entropy(v.dense("z", h, 10), v.classes(32, 10), reduction="sum")


def five_layers(v):
    h1 = v.dense("h1", v.input(64, 784), 512, torch.relu)
    h2 = v.named("h2", torch.maximum(v.dense("h2.1", h1, 256), v.dense("h2.2", h1, 256)))
    h4 = v.dense("h4", v.dense("h3", h2, 128, torch.tanh), 64, torch.sigmoid)
    return F.mse_loss(v.dense("y", h4, 10), v.input(64, 10))


def residual(v):
    h = v.input(16, 64)
    for block in ("_1", "_2", "_3"):
        r = v.named("r" + block, torch.sqrt((h * h).sum(1, keepdim=True)))
        u = v.named("u" + block, h / r)
        h = v.named("h" + block, h + v.dense("", v.dense(f"h{block}.1", u, 128, torch.relu), 64))
    return F.mse_loss(h, v.input(16, 64))


def attention(v):
    x, out = v.input(24, 32), v.param(32, 32)
    q, k, w = (v.named(name, x @ v.param(32, 32)) for name in "QKV")
    heads = []
    for head in (1, 2):
        of = slice(16 * head - 16, 16 * head)
        shares = v.named(f"A{head}", F.softmax(q[:, of] @ k[:, of].T / 4, -1))
        heads.append(shares @ w[:, of])
    y = v.named("Y", x + v.named("C", torch.cat(heads, 1)) @ out)
    return F.mse_loss(y, v.input(24, 32))


def recurrent(v):
    x, h, n = v.input(5, 8, 12), v.input(8, 20), 20
    w, u, b, w2, r, c = v.param(12, n), v.param(n, n), v.param(n), v.param(12, n), v.param(n, n), v.param(n)
    for step in range(5):
        at = f"_{step + 1}"
        f = v.named("f" + at, torch.sigmoid(x[step] @ w + h @ u + b))
        g = v.named("g" + at, torch.tanh(x[step] @ w2 + v.named(f"g{at}.3", f * h) @ r + c))
        h = v.named("h" + at, v.named(f"h{at}.1", 1 - f) * h + f * g)
    return (h * h).sum()


def feed_forward(v):
    h = v.dense("H", v.input(16, 48), 48)
    z = v.named("Z", F.layer_norm(h, (48,), v.param(48), v.param(48)))
    f = F.gelu(v.dense("F.2", z, 192))
    y = v.named("Y", h + v.dense("", v.named("F", f), 48))
    return F.cross_entropy(v.dense("z", y, 10), v.input(16, 10), reduction="sum")


NETWORKS = (perceptron, five_layers, residual, attention, recurrent, feed_forward)


def who_saved(loss):
    """Place → an operation that saved what lies there, and as what: the one whose result it is, if that did."""
    found, seen, rest = {}, set(), [loss.grad_fn]
    while rest:
        node = rest.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        for name in dir(node):
            value = getattr(node, name) if name.startswith("_saved_") else None
            if torch.is_tensor(value) and (name == "_saved_result" or place(value)[0] not in found):
                found[place(value)[0]] = node.name().replace("Backward0", "") + name.replace("_saved_", ".")
        rest += [after for after, _ in node.next_functions]
    return found


def saved(network):
    """Name → bytes of what the way back has been kept for; of several with one name the sum."""
    values, kept = Values(), []

    def pack(tensor):
        kept.append(tensor)
        return tensor

    with saved_tensors_hooks(pack, lambda tensor: tensor):
        loss = network(values)
        by = who_saved(loss)
    sizes = dict(place(tensor) for tensor in kept)
    found = {}
    for at, size in sizes.items():
        name = values.names.get(at, by.get(at, "nobody"))
        if at not in values.leaves and name != NUMBER:
            found[name] = found.get(name, 0) + size
    return found


def counted(run):
    """The flops of the products of matrices in `run`, and what it gave."""
    if FlopCounterMode is not None:
        with FlopCounterMode(display=False) as counter:
            made = run()
        return counter.get_total_flops(), made
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU], with_flops=True) as profile:
        made = run()
    return sum(event.flops for event in profile.events() if event.name in PRODUCTS), made


def costs(network, dtype):
    torch.set_default_dtype(dtype)
    torch.manual_seed(1)
    values = Values()
    forward, loss = counted(lambda: network(values))
    backward, _ = counted(loss.backward)
    return {"saved": saved(network), "forward": int(forward), "backward": int(backward)}


print(
    json.dumps(
        {
            "torch": torch.__version__,
            "counter": "torch.profiler" if FlopCounterMode is None else "FlopCounterMode",
            "networks": {
                network.__name__: {name: costs(network, getattr(torch, name)) for name in ("float32", "float64")}
                for network in NETWORKS
            },
        }
    )
)
