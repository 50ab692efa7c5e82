"""extract-wheel.py WHEEL DIR: takes TensorFlow's two shared libraries and the C API's headers out of its Python wheel."""
import os
import shutil
import sys
import zipfile

wheel, target = zipfile.ZipFile(sys.argv[1]), sys.argv[2]
headers = tuple("tensorflow/include/" + part for part in ("tensorflow/c/", "tensorflow/core/platform/", "tsl/platform/", "xla/tsl/"))
libraries = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
for name in wheel.namelist():
    if name.endswith("/"):
        continue
    if name in libraries:
        out = os.path.join(target, "lib", os.path.basename(name))
    elif name.startswith(headers):
        out = os.path.join(target, name[len("tensorflow/"):])
    elif ".dist-info/" in name and name.rsplit("/", 1)[1] in ("METADATA", "LICENSE"):
        out = os.path.join(target, "licenses", name.rsplit("/", 1)[1])
    else:
        continue
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with wheel.open(name) as source, open(out, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
# What the package's own loader and the linker look for.
for link, to in (("libtensorflow.so", libraries[0]), ("libtensorflow.so.2", libraries[0]), ("libtensorflow_framework.so", libraries[1])):
    os.symlink(os.path.basename(to), os.path.join(target, "lib", link))
