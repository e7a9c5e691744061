#!/usr/bin/env bash
# Runs the command line and the peer on PyTorch in alternation, and compares time and log-likelihood.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data='' rounds=3 epochs=5 samples=5 batch=100 rate=0.001 seed=1 threads='' limit='' python=${PYTHON:-/usr/bin/python3}

usage() {
    cat <<'HELP'
usage: bench/compare.sh --data DIR [--rounds R] [--epochs E] [--samples K] [--batch B] [--learning-rate L] [--seed S] [--threads T] [--limit N]

Trains `iwae` R times with ./hiwae and R times with bench/peer/iwae.py, one after the other, on MNIST's files in DIR.
Round r uses the seed S + r - 1. Without --threads each takes as many threads as it takes by itself.
With --limit both are tested on the first N test images only.
The peer needs PyTorch for the Python that PYTHON names (default /usr/bin/python3; Debian: apt-get install python3-torch python3-numpy).
HELP
}

while (($# > 0)); do
    case $1 in
        -h | --help)
            usage
            exit
            ;;
        --data | --rounds | --epochs | --samples | --batch | --learning-rate | --seed | --threads | --limit)
            (($# > 1)) || { echo "compare.sh: $1 needs a value" >&2; exit 2; }
            case $1 in
                --data) data=$2 ;;
                --rounds) rounds=$2 ;;
                --epochs) epochs=$2 ;;
                --samples) samples=$2 ;;
                --batch) batch=$2 ;;
                --learning-rate) rate=$2 ;;
                --seed) seed=$2 ;;
                --threads) threads=$2 ;;
                --limit) limit=$2 ;;
            esac
            shift 2
            ;;
        *)
            echo "compare.sh: unknown option '$1'" >&2
            usage >&2
            exit 2
            ;;
    esac
done
[[ -n $data ]] || { usage >&2; exit 2; }
"$python" -c 'import torch' 2>/dev/null ||
    { echo "compare.sh: $python has no torch; install it (Debian: apt-get install python3-torch python3-numpy) or name another Python in PYTHON." >&2; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
"$here/../hiwae" setup >&2

for ((round = 1; round <= rounds; round++)); do
    options=(--data "$data" --epochs "$epochs" --samples "$samples" --batch "$batch" --learning-rate "$rate" --seed "$((seed + round - 1))")
    [[ -z $threads ]] || options+=(--threads "$threads")
    [[ -z $limit ]] || options+=(--limit "$limit")
    echo "round $round of $rounds: hiwae" >&2
    "$here/../hiwae" train iwae "${options[@]}" --out "$results/run$round" --json >"$results/hiwae.$round.json"
    echo "round $round of $rounds: peer" >&2
    "$python" "$here/peer/iwae.py" "${options[@]}" --json >"$results/peer.$round.json"
done

"$python" - "$results" "$rounds" <<'PYTHON'
import json, pathlib, statistics, sys

folder, rounds = pathlib.Path(sys.argv[1]), range(1, int(sys.argv[2]) + 1)
runs = {who: [json.loads((folder / f"{who}.{r}.json").read_text()) for r in rounds] for who in ("hiwae", "peer")}
# Both count 50,000 training images an epoch; what is measured is training alone, without start and evaluation.
time = {who: [50_000 / run["images_per_second"] for run in found] for who, found in runs.items()}
nll = {who: [run["test_nll"] for run in found] for who, found in runs.items()}

print(f"{'round':<8}{'hiwae s/epoch':>15}{'peer s/epoch':>15}{'hiwae NLL':>13}{'peer NLL':>13}")
for i, r in enumerate(rounds):
    print(f"{r:<8}{time['hiwae'][i]:>15.2f}{time['peer'][i]:>15.2f}{nll['hiwae'][i]:>13.2f}{nll['peer'][i]:>13.2f}")
middle = {who: statistics.median(values) for who, values in time.items()}
likelihood = {who: statistics.median(values) for who, values in nll.items()}
print(f"{'median':<8}{middle['hiwae']:>15.2f}{middle['peer']:>15.2f}{likelihood['hiwae']:>13.2f}{likelihood['peer']:>13.2f}")
print(f"\ntime: hiwae / peer = {middle['hiwae'] / middle['peer']:.2f}")
print(f"NLL: hiwae - peer = {likelihood['hiwae'] - likelihood['peer']:+.2f} nats (standard error of each over images: {runs['peer'][0]['test_nll_standard_error']:.2f})")
PYTHON
