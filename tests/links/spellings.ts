// What the language allows today and might read otherwise later: aliases, dotted names, names of libraries and of operations to come.

/** Texts of networks by what they are about. */
export const spellings: Readonly<Record<string, string>> = {
  "another name of a value": "param x = 2\ny = x\nL = y*y + x\n",
  "another name of a value, which is asked for": "param x = 2\ny = x\nL = y*y\nwrt y\n",
  "another name in every turn": "param w = 0.5\nh = w\nrepeat 3 { g = h\nh = tanh(g*w) + g }\nL = h\n",
  "another name of the end": "param w = 0.5\nh = tanh(w)\nL = h\n",
  "another name of a matrix": "param W = [[1, 2], [3, 4]]\nV = W\nL = sum(V @ W.T)\n",
  "names with dots": "param net.w = 0.5\nnet.a = tanh(net.w)\nnet.a.b = net.a*net.w\nL = net.a.b + net.w\n",
  "a name with a dot that a method has": "param x = [1, 2]\nx.sum = x*2\nL = sum(x.sum*x)\n",
  "more names that methods have":
    "param x = [1, 2]\nx.T1 = x*2\nx.mean = exp(x)\nx.relu = x - 1\nL = sum(x.mean*x.relu*x.T1)\n",
  "a definition with a dot": "def F.relu(a) = max(a, 0)\nparam x = [1, -2]\nL = sum(F.relu(x)*x)\n",
  "definitions with dots, as libraries have them":
    "def np.exp(a) = a*a\ndef torch.std(a) = sum(a)\ndef nn.functional.gelu(a) = a + 1\nparam x = [1, 2]\nL = torch.std(np.exp(x))*nn.functional.gelu(x[0])\n",
  "nodes called as libraries are":
    "param np = 2\nF = exp(np)\ntorch = F*np\nmath = torch + F\ntf = math*np\njnp = tf + math\nL = jnp*F\n",
  "nodes called as operations to come are":
    "param var = 2\nstd = var*var\nsign = std + var\nnorm = sign*2\nprod = norm*var\nL = prod + std\n",
  "definitions called as operations to come are":
    "def std(a) = a*a\ndef var(a) = a + 1\ndef clip(a) = 2*a\ndef sign(a) = exp(a)\ndef stack(a, b) = a*b\ndef cat(a) = a + 2\nparam x = 0.5\nL = std(var(clip(sign(stack(x, cat(x))))))\n",
  "definitions called as libraries are": "def np(a) = a*a\ndef F(a) = exp(a)\nparam x = 0.5\nL = np(F(x))\n",
  "a node called loss, and another after it": "param w = 2\n`loss` = w*w\nM = 3*w\n",
  "nodes called as declarations are":
    "param w = 2\n`input` = w*w\n`param` = `input` + w\n`output` = `param`*2\n`wrt` = `output`*w\n`size` = `wrt` + 1\n`def` = `size`*w\n`repeat` = `def` + w\nL = `repeat`\n",
  "a loss that is declared by its name": "param w = 2\n`loss` = w*w\nM = 3*w\nloss `loss`\n",
  "a weight called loss": "param `loss` = 2\nL = `loss`*`loss`\n",
  "lists of one number and of more": "param w = [2]\ninput u = [[1], [2]]\nL = sum(u*w)\n",
  "dim and clamp as names": "param dim = 2\nclamp = dim*dim\naxis = clamp + dim\nabsolute = axis*2\nL = absolute\n",
  "i in a repeat": "param i = 0.5\nh = i\nrepeat 3 { h = tanh(h*i) }\nL = h + i\n",
  "a size with a name that a node could have": "size n = 3\nparam x = randn(n, seed=1)\nm = sum(x)\nL = m*m\n",
  "as in a name": "param as = 0.5\nL = as*as\n",
  subscripts: "param x = [1, 2, 3, 4]\nL = x[1:3]@x[0:2] + x[0]*x[3]\n",
  "lists of values": "param r = 2\nparam t = 0.3\nv = [r*cos(t), r*sin(t)]\nM = [[r, 1], [t, 2]]\nL = sum(M @ v)\n",
  "literals in expressions": "param w = [1, 2]\nu = w*[3, 4] + ones(2)\nL = u @ [1, -1]\n",
  "slices with a step and lists of places":
    "param x = [1, 2, 3, 4]\nL = sum(x[::2]*x[-2:]) + sum(x[[0, 2, 2]]) + x[::-1] @ x\n",
  "a counter and a size as numbers":
    "size n = 3\nparam x = [1, 2, 3]\ns = 0*x[0]\nrepeat n as i { s = s + (i + 1)*x[i] }\nL = s*n\n",
  comparisons: "param x = [1, -2, 3]\nL = sum(where(x > 0, x**2, -x)*(x != 7))\n",
  "a statement that is the loss": "param w = 2\nloss = w*w\nM = 3*w\n",
  "spellings of NumPy": "import numpy as np\nparam x = [0.1, 0.2]\nL = np.exp(x).sum() + np.max(x) + x.mean(axis=0)\n",
  "spellings of PyTorch and JAX":
    "param z = [[0.2, 0.5], [1, -1]]\nh = F.relu(z) + jax.nn.gelu(z)\nL = F.cross_entropy(h, [[0, 1], [1, 0]]) + torch.clamp(z, min=0, max=1).sum()\n",
  "other letters and signs": "param ϵ = 0.5\nparam x̂ = 2\nL = x̂² · ε + 2×x̂ − π\n",
  "a function as an activation":
    "def act(a) = a*sigmoid(a)\ninput x = [1, 2]\nh = dense(x, 3, act, seed=1)\nL = mean(h**2)\n",
};
