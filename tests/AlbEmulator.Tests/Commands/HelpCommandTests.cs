using System.Reflection;
using System.Text.RegularExpressions;
using AlbEmulator.Authentication;
using AlbEmulator.Commands;
using AlbEmulator.Desync;
using AlbEmulator.Forwarding;
using AlbEmulator.Manual.Codes;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Actions;
using AlbEmulator.Rules.Transforms;
using AlbEmulator.Shapes;
using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Commands;

/// <summary>There is help for everything that the emulator says: what is new has none until it is written.</summary>
public sealed class HelpCommandTests
{
    /// <summary>Read from where they are said.</summary>
    private static readonly string[] Codes =
    [
        .. Enum.GetValues<CauseCode>().Select(Failure.NameOf),
        .. AnswerPage.StatusCodes.Append(ForwardingErrors.ClientClosedRequest).Select(code => $"{code}"),
        .. ErrorReasons(),
        .. HealthReasons(),
        .. Enum.GetNames<ClassificationReason>().Skip(1),
        .. Enum.GetNames<SafetyTier>(),
        .. Enum.GetNames<TargetHealthState>().Select(state => state.ToLowerInvariant()),
        .. ActionNames(),
        .. ((Shape.Choice)ActionShape.Type.Shape).Allowed,
        .. typeof(TransformStatus).GetFields().Select(field => (string)field.GetRawConstantValue()!),
    ];

    public static TheoryData<string> Said => [.. Codes];

    [Theory]
    [MemberData(nameof(Said))]
    public void Everything_that_is_said_has_help(string code)
    {
        var (exitCode, output, error) = Run(code);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches($@"\A{Regex.Escape(code)}: .+\n  means    .+\.\n  usually  .+\.\n  next     .+\.\n", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void All_kinds_of_codes_are_looked_for() =>
        Assert.Superset(
            new HashSet<string>
            {
                "target-refused", "502", "460", "464", "507", "LambdaInvalidResponse", "LambdaKMSNotFoundException", "AWSALBTGCookieInvalid",
                "Target.Timeout", "Target.ResponseCodeMismatch", "Elb.InternalError", "unused", "BothTeClPresent", "Severe",
                "fixed-response", "forward", "redirect", "authenticate", "TransformInvalidPath", "AuthInvalidCookie", "AuthMissingStateParam",
                "AuthUserinfoEpRequestTimeout", "JWTClaimNotPresent", "JWKSResponseSizeExceeded",
            },
            Codes.ToHashSet());

    [Fact]
    public void Every_cause_that_has_help_is_said() =>
        Assert.Equal(
            Enum.GetValues<CauseCode>().Select(Failure.NameOf).Order(StringComparer.Ordinal),
            new[] { Causes.OfTargets, Causes.OfFunctions, Causes.OfRequests }
                .SelectMany(group => group.Entries).Select(entry => entry.Code).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("target.timeout", "Target.Timeout: ")]
    [InlineData("lambdaunhandled", "LambdaUnhandled: ")]
    public void Codes_are_found_in_any_case(string asked, string begin) =>
        Assert.StartsWith(begin, Run(asked).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("501x", "\"501x\" is no command, no code, and nothing that the manual has a name for: did you mean \"501\"?")]
    [InlineData("Target.Timeuot", "\"Target.Timeuot\" is no command, no code, and nothing that the manual has a name for: did you mean \"Target.Timeout\"?")]
    [InlineData("healht", "\"healht\" is no command, no code, and nothing that the manual has a name for: did you mean \"health\"?")]
    [InlineData("\u001b[31m", "\"\\x1b[31m\" is no command, no code, and nothing that the manual has a name for")]
    [InlineData("WAFServiceError", "WAFServiceError is of AWS WAF, which the emulator does not run: it never gives that code.")]
    public void What_is_not_known_is_told_in_a_line(string asked, string expected)
    {
        var (exitCode, output, error) = Run(asked);

        Assert.Equal((ExitCode.WrongUse, "", expected), (exitCode, output, error.TrimEnd()));
    }

    /// <summary>Without a word the topics of the manual follow.</summary>
    [Theory]
    [InlineData(new[] { "help" }, new[] { "--help" })]
    [InlineData(new[] { "help", "explain" }, new[] { "explain", "--help" })]
    public async Task Help_of_commands_stays_the_help_of_commands(string[] arguments, string[] same)
    {
        var (output, expected, error) = (new StringWriter(), new StringWriter(), new StringWriter());

        Assert.Equal(0, await CommandLine.RunAsync(arguments, output, error));
        Assert.Equal(0, await CommandLine.RunAsync(same, expected, error));

        Assert.StartsWith(expected.ToString(), output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Usage:", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task Command_line_finds_the_help_of_a_code()
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(0, await CommandLine.RunAsync(["help", "502"], output, error));

        Assert.StartsWith("502: status that the load balancer itself gives", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A part of one name is as good as the name.</summary>
    [Theory]
    [InlineData("deregistration_delay.time", "deregistration_delay.timeout_seconds: alb help attributes")]
    [InlineData("shutdowntimeout", "ShutdownTimeoutSeconds: alb help settings")]
    [InlineData("Alb:ShutdownTimeout", "ShutdownTimeoutSeconds: alb help settings")]
    [InlineData("JWKSResponseSize", "JWKSResponseSizeExceeded: ")]
    [InlineData("complet", "Description:")]
    [InlineData("getting", "# Getting started")]
    public async Task A_part_of_one_name_is_enough(string asked, string begin)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal((ExitCode.Good, ""), (await CommandLine.RunAsync(["help", asked], output, error), error.ToString()));

        Assert.StartsWith(begin, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_a_part_in_them_are_listed_with_their_topics_and_those_that_begin_with_it_are_first()
    {
        var (exitCode, output, error) = Run("idle");

        Assert.Equal((ExitCode.Good, ""), (exitCode, error));
        Assert.Equal(
            """
            Names with "idle" in them (alb help NAME tells of one):
              idle_timeout.timeout_seconds  attributes
              tcp.idle_timeout.seconds      attributes
              web-socket-idle               codes

            """.ReplaceLineEndings("\n"),
            output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_command_is_listed_as_such() => Assert.Contains("\n  check  ", Run("chec").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void No_more_than_ten_names_are_listed()
    {
        var lines = Run("targe").Output.TrimEnd().Split('\n');

        Assert.Equal(12, lines.Length);
        Assert.StartsWith("  targets ", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^  and \d+ more", lines[^1]);
    }

    [Theory]
    [InlineData("he")]
    [InlineData("x1")]
    public void Two_characters_are_no_part_of_a_name(string asked) => Assert.Equal(ExitCode.WrongUse, Run(asked).ExitCode);

    private static (int ExitCode, string Output, string Error) Run(string asked)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = HelpCommand.Run(asked, ["run", "check", "health"], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>As they stand in the rooms that set <c>ErrorReason</c>.</summary>
    private static IEnumerable<string> ErrorReasons() => SourceTree.Emulator
        .Where(file => file.Room == "Authentication"
            || file.Path.EndsWith("/LambdaFailure.cs", StringComparison.Ordinal)
            || file.Text.Contains(".ErrorReason = ", StringComparison.Ordinal))
        .SelectMany(file => Regex.Matches(file.Text, "\"((?:Lambda|AWSALBTGCookie|Auth(?!orization)|JWT|JWKS|WAF|Weighted)\\w+)\""))
        .Select(match => match.Groups[1].Value)
        .Distinct();

    private static IEnumerable<string> HealthReasons() =>
        typeof(TargetHealth).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<TargetHealth>()
            .Append(TargetHealth.ResponseCodeMismatch(500))
            .Select(health => health.Reason).OfType<string>();

    private static IEnumerable<string> ActionNames() => typeof(ForwardAction).Assembly.GetTypes()
        .Where(type => type.Namespace is "AlbEmulator.Rules.Actions" or "AlbEmulator.Forwarding" && type.Name.EndsWith("Action", StringComparison.Ordinal))
        .Select(type => type.GetField("Name", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue()).OfType<string>()
        .Append(LoginGate.Name);
}
