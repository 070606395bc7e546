namespace AlbEmulator.Model;

/// <summary>An attribute as AWS has it, and what it is here.</summary>
/// <param name="Key">Such as <c>idle_timeout.timeout_seconds</c>.</param>
/// <param name="Default">AWS's.</param>
/// <param name="Values">What AWS takes.</param>
/// <param name="Effect">What comes of it here.</param>
/// <param name="Doc">One sentence for whoever edits a file.</param>
public sealed record AttributeDefinition(
    string Key, string Default, AttributeValues Values, AttributeEffect Effect, string Doc)
{
    /// <summary>What is wrong with a value here, or null.</summary>
    public string? ProblemWith(string value)
    {
        if (Effect == AttributeEffect.OtherKind)
        {
            return "is for load balancers of another kind: remove it";
        }

        return Values.ProblemWith(value);
    }
}

public enum AttributeEffect
{
    /// <summary>It does here what it does in AWS.</summary>
    Effective,

    /// <summary>
    /// What it does is done outside of the load balancer, or only beside an attribute that is off; it is taken.
    /// </summary>
    AwsOnly,

    /// <summary>Application Load Balancers do not have it.</summary>
    OtherKind,
}
