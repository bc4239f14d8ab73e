"""The Typer application. Only the module of the command that is called is imported."""

from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from lovp import __version__
from lovp.cli import help_text, options, show
from lovp.cli.commands import english_name, examples, option_names, panels, table
from lovp.errors import LovpError
from lovp.i18n import _, spoken

_STYLE: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False}
_SETTINGS = {"allow_extra_args": True}  # refused in `Command.invoke`, in our words


class Command(help_text.InUserLanguage, TyperCommand):
    """A command that refuses words it has no use for."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the examples as they are, one a line."""
        if self.epilog:
            with formatter.section(_("Examples")):
                for example in self.epilog.splitlines():
                    formatter.write(f"  {spoken(example)}\n")

    def invoke(self, ctx: Any) -> Any:
        """Call the command's function. Raises UsageError for words that it has no use for."""
        if ctx.args:
            raise help_text.too_many_words(ctx)
        if plan := ctx.find_root().params.get("plan"):  # `lovp --plan FILE progress`
            if "plan" not in ctx.params:
                raise help_text.no_such_option(ctx, "--plan")
            ctx.params["plan"] = ctx.params["plan"] or plan
        return super().invoke(ctx)


class Group(help_text.InUserLanguage, TyperGroup):
    """The commands whose names begin with `prefix`: all of them, or those of a word such as `rollup `."""

    prefix = ""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The commands that the help and Tab list; Swedish names work too."""
        if self.prefix:
            return [name.removeprefix(self.prefix) for name in table() if name.startswith(self.prefix)]
        return " ".join(panels().values()).split()

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """The command by its English or Swedish name, with its help but without its options."""
        name = self.prefix + english_name(cmd_name)
        if entry := table().get(name):
            return Command(name, short_help=entry.help, rich_markup_mode=None)
        members = [entry for full, entry in table().items() if full.startswith(f"{name} ")]
        if not members:
            return None
        group = Group(name=name, short_help=members[0].help, help=members[0].help, rich_markup_mode=None)
        group.prefix = f"{name} "
        return group

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command that the first word calls, with its options, and the other words. Raises UsageError."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            raise help_text.no_such_command(ctx, args[0], self.list_commands(ctx))
        whole = load(str(found.name)) if isinstance(found, Command) else found
        return english_name(args[0]), whole, args[1:]

    def invoke(self, ctx: Any) -> Any:
        """Call the command that is named. Raises UsageError where none is."""
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            raise help_text.explain(error, ctx) from None
        except BrokenPipeError:
            # The reader (a pager, head) has seen enough. Typer itself would end with 1.
            show.discard_output()

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then the commands by who needs them."""
        super().format_options(ctx, formatter)
        listed = {_("Commands"): " ".join(self.list_commands(ctx))} if self.prefix else panels()
        for title, members in listed.items():
            found = ((name, self.get_command(ctx, name)) for name in members.split())
            with formatter.section(title):
                formatter.write_dl([(name, each.get_short_help_str()) for name, each in found if each])


def load(name: str) -> TyperCommand:
    """The command of that name with its options; its module is imported now."""
    entry = table()[name]
    module, function = entry.where.split(":")
    one = typer.Typer(add_completion=False, **_STYLE)
    declare = one.command(
        name, cls=Command, help=entry.help, epilog=examples(name), context_settings=_SETTINGS
    )
    declare(getattr(import_module(f"lovp.cli.{module}"), function))
    return cast(TyperCommand, typer.main.get_command(one))


def application() -> TyperGroup:
    """The whole application, as Typer runs it."""
    app = typer.Typer(
        cls=Group,
        invoke_without_command=True,
        help=_("Follows the year's plan: the targets, what was done, and where it is heading."),
        epilog=_("The plan is found in this folder or one above it. LOVP_LANG=en speaks English."),
        context_settings={"help_option_names": ["-h", *option_names("--help")]},
        **_STYLE,
    )
    app.callback()(start)
    found = cast(TyperGroup, typer.main.get_command(app))
    for param in found.params:
        if param.name == "install_completion":
            param.callback = _install_completion
    return found


def start(
    ctx: typer.Context,
    version: Annotated[bool, options.flag("--version", _("Show the version."))] = False,
    plan: options.Plan = None,
) -> None:
    """Show the version, or without a command the overview."""
    if version:
        show.line(f"lovp {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from lovp.cli import overview

        overview.overview(plan)


def _install_completion(ctx: Any, param: Any, value: bool) -> None:  # noqa: ARG001
    """Let Tab complete words in the shell that this was started from. Raises LovpError."""
    if not value or ctx.resilient_parsing:
        return
    from typer._completion_shared import _get_shell_name, install  # no public name is exported

    shell = _get_shell_name()
    if shell not in ("bash", "zsh", "fish"):
        # Typer's installer for PowerShell would loosen what Windows lets scripts do.
        remedy = _("For another shell, put what lovp --show-completion prints into its profile.")
        raise LovpError(_("Tab can be installed in bash, zsh and fish alone."), remedy)
    _shell, file = install(shell)
    done = _("Tab completes words in {shell} from its next start ({file}).").format(shell=shell, file=file)
    show.line(f"✓ {done}")
    raise typer.Exit
