using AlbEmulator.Documents;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>What a template is read as.</summary>
/// <param name="Name">Its name, of which the names of its resources are made.</param>
/// <param name="Label">How the user calls it: <c>shop</c>, or <c>shop.Network</c> for what <c>shop</c> nests as <c>Network</c>.</param>
internal sealed record Stack(string Name, string Label)
{
    /// <summary>Where it is nested; null where it is a stack of its own.</summary>
    public Nesting? Nesting { get; init; }

    /// <summary>Whether its template is that of other stacks too, so that a parameter is of none without a name.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>How a value of a parameter is given to this stack alone, or simply given where there is no other.</summary>
    public string OptionFor(string name) => Nesting is null && !IsOneOfSeveral ? name : $"{Label}.{name}";

    /// <summary>What the user gives for a name: <c>STACK.NAME</c>, or else <c>NAME</c> for every stack.</summary>
    public bool IsGiven(AlbSettings settings, string name, out string value) =>
        IsGivenAlone(settings, name, out value) || settings.Parameters.TryGetValue(name, out value!);

    /// <summary>What the user gives as <c>STACK.NAME</c>.</summary>
    public bool IsGivenAlone(AlbSettings settings, string name, out string value) =>
        settings.Parameters.TryGetValue($"{Label}.{name}", out value!);
}

/// <summary>Where a stack is nested.</summary>
/// <param name="Parent">Of the stack that nests it.</param>
/// <param name="Parameters">What it is given there, as it is written.</param>
internal sealed record Nesting(Evaluator Parent, Node? Parameters);
