namespace AlbEmulator.Model;

/// <summary>
/// What sort of fault a <see cref="Problem"/> tells, and what it is about. Files say each in plain words, with what to
/// write instead; the API says it in AWS's words and with AWS's code. Nobody reads one out of the words of the other.
/// </summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>A property is missing that its object must have.</summary>
    /// <param name="Property">Its name, as the API has it.</param>
    public sealed record Missing(string Property) : Fault;

    /// <summary>A list is empty that must not be.</summary>
    public sealed record Empty : Fault;

    /// <summary>A list or an object holds more than it may.</summary>
    /// <param name="Count">What it holds.</param>
    /// <param name="Most">What it may.</param>
    public sealed record TooMany(int Count, int Most) : Fault;

    /// <summary>A number is outside of its range.</summary>
    /// <param name="Value">As it was given.</param>
    /// <param name="Least">The smallest that is taken.</param>
    /// <param name="Most">The largest.</param>
    public sealed record OutOfRange(string Value, decimal Least, decimal Most) : Fault;

    /// <summary>A text has too many characters.</summary>
    /// <param name="Value">As it was given.</param>
    /// <param name="Longest">Characters that are taken.</param>
    public sealed record TooLong(string Value, int Longest) : Fault;

    /// <summary>A text is none of those that there are.</summary>
    /// <param name="Value">As it was given.</param>
    public sealed record NotOneOf(string Value) : Fault;

    /// <summary>A text does not have the form that its property asks for.</summary>
    /// <param name="Value">As it was given.</param>
    public sealed record BadForm(string Value) : Fault;

    /// <summary>A text holds a character that it must not.</summary>
    /// <param name="Value">As it was given.</param>
    public sealed record BadCharacter(string Value) : Fault;

    /// <summary>An action or a condition has no configuration.</summary>
    /// <param name="Type">Of the action or the condition, such as <c>redirect</c>.</param>
    /// <param name="Config">The property that is missing, such as <c>RedirectConfig</c>.</param>
    public sealed record NoConfig(string Type, string Config) : Fault;

    /// <summary>The values of a condition stand in itself and in its configuration.</summary>
    /// <param name="Field">Of the condition.</param>
    /// <param name="Config">The name of its configuration.</param>
    public sealed record TwoPlaces(string Field, string Config) : Fault;

    /// <summary>The values of a condition stand in itself, and its field has them in a configuration only.</summary>
    /// <param name="Field">Of the condition.</param>
    /// <param name="Property">What stands there.</param>
    public sealed record WrongPlace(string Field, string Property) : Fault;

    /// <summary>A forward action names a target group that there is not.</summary>
    public sealed record NoTargetGroup : Fault;

    /// <summary>A listener names a trust store that there is not.</summary>
    /// <param name="Name">Or ARN, as it was given.</param>
    public sealed record NoTrustStore(string Name) : Fault;

    /// <summary>Several actions of one rule say where its requests go.</summary>
    public sealed record SecondRoutingAction : Fault;

    /// <summary>An action that authenticates is one of a listener whose clients do not speak TLS.</summary>
    /// <param name="Type">Of the action.</param>
    public sealed record NotOfHttp(string Type) : Fault;

    /// <summary>A redirect leads to where the request came from.</summary>
    public sealed record RedirectLoop : Fault;

    /// <summary>A target group speaks what the protocol of a listener does not go with.</summary>
    /// <param name="Protocol">Of the listener.</param>
    /// <param name="Version">The <c>ProtocolVersion</c> of the target group.</param>
    public sealed record ProtocolMismatch(string Protocol, string Version) : Fault;

    /// <summary>A target group has stickiness, and a rule divides requests among it and others without any.</summary>
    /// <param name="RuleArn">Of the rule, or of the listener whose default actions do.</param>
    public sealed record NoGroupStickiness(string RuleArn) : Fault;

    /// <summary>The timeout of a health check is not below its interval.</summary>
    /// <param name="Timeout">Seconds.</param>
    /// <param name="Interval">Seconds.</param>
    public sealed record TimeoutNotBelowInterval(decimal Timeout, decimal Interval) : Fault;

    /// <summary>A target group of functions has what such groups do not have.</summary>
    /// <param name="Property">Its name, as the API has it.</param>
    public sealed record NotOfLambda(string Property) : Fault;

    /// <summary>An attribute does not go with others, or not with what has it.</summary>
    /// <param name="Key">Of the attribute.</param>
    /// <param name="IsOfLambda">Whether a target group of functions has it.</param>
    public sealed record Attribute(string Key, bool IsOfLambda) : Fault;

    /// <summary>There is more of something than AWS's quota allows.</summary>
    /// <param name="Quota">Of what.</param>
    /// <param name="Most">How much is allowed.</param>
    /// <param name="Arn">Of what has it; empty where it is the account.</param>
    public sealed record OverQuota(Quota Quota, int Most, string Arn) : Fault;

    /// <summary>The address type of a load balancer does not go with what it is, or with its target groups.</summary>
    public sealed record AddressTypeMismatch : Fault;

    /// <summary>A port of this machine cannot be had.</summary>
    public sealed record PortTaken : Fault;
}
