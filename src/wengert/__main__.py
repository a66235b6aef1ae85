"""The command line: python -m wengert {info,demo,bench}. A command's code is imported when it runs."""

import argparse
import sys

import wengert


def _info(options):
    """Run the command info."""
    from wengert import info

    info.show_config(**options)


def _demo(options):
    """Run the command demo."""
    from wengert import demo

    demo.run(**options)


def _bench(options):
    """Run the command bench."""
    from wengert import bench

    bench.run(**options)


def _at_least_one(text):
    """Convert an option's text to an integer of at least 1."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def build_parser():
    """Describe the commands and their options, the same as the parameters of the functions they call."""
    parser = argparse.ArgumentParser(
        prog="python -m wengert", description="Wengert: a compiled autograd core on NumPy."
    )
    parser.add_argument("--version", action="version", version=f"wengert {wengert.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    command = commands.add_parser("info", help="versions, compiler, instruction set, threads")
    command.set_defaults(run=_info)

    shows_defaults = {"formatter_class": argparse.ArgumentDefaultsHelpFormatter}
    command = commands.add_parser("demo", help="train a small network to read digits", **shows_defaults)
    command.set_defaults(run=_demo)
    command.add_argument("--seed", type=int, default=0, help="the same seed gives the same result")
    command.add_argument("--epochs", type=_at_least_one, default=30, help="how often each image is seen")
    command.add_argument("--hidden", type=_at_least_one, default=128, help="number of hidden units")
    command.add_argument("--batch", type=_at_least_one, default=32, help="images per step")
    command.add_argument("--quiet", action="store_true", help="print the result only")

    command = commands.add_parser("bench", help="measure the engine's speed here", **shows_defaults)
    command.set_defaults(run=_bench)
    command.add_argument("--seconds", type=float, default=3.0, help="for how long to measure, in all")
    return parser


def main(arguments=None):
    """Run the command line and return its exit status; without a command, print help."""
    parser = build_parser()
    options = vars(parser.parse_args(arguments))
    options.pop("command")
    run = options.pop("run", None)
    if run is None:
        parser.print_help()
    else:
        run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
