namespace AlbEmulator.Imports.CloudFormation;

/// <summary>How much evaluating may cost, so that a hostile template costs a message and not the machine.</summary>
internal sealed class Budget
{
    /// <summary>Functions within each other, those of what they refer to counted.</summary>
    private const int Deepest = 200;

    /// <summary>Characters that count as one value.</summary>
    private const int CharactersOfAValue = 256;

    /// <summary>Stacks within each other and beside each other.</summary>
    private const int MostStacks = 500;

    /// <summary>AWS takes 500 resources a template.</summary>
    private const int MostValues = 500_000;

    private const int LongestText = 64 * 1024;

    private int _depth;
    private int _stacks;
    private int _values;

    /// <summary>What is wrong when nothing more is to be made; null as long as there is something left.</summary>
    public string? Spent => _values > MostValues ? $"the template makes more than {MostValues} values" : null;

    /// <summary>Begins with a value; null when that is not too much.</summary>
    /// <param name="length">Characters of it, when it is a text.</param>
    public string? Enter(int length = 0)
    {
        _values += 1 + (length / CharactersOfAValue);
        return ++_depth > Deepest ? $"is nested more than {Deepest} deep, what it refers to counted" : Spent;
    }

    public void Leave() => _depth--;

    /// <summary>Counts a nested stack; null when they are not too many.</summary>
    public string? EnterStack() => ++_stacks > MostStacks ? $"there are more than {MostStacks} nested stacks" : null;

    /// <summary>Counts a text that was made; null when it is not too long.</summary>
    public string? Made(int length)
    {
        _values += length / CharactersOfAValue;
        return TooLong(length);
    }

    /// <summary>Counts a list that was made, or is to be; null when it is not too long.</summary>
    public string? MadeList(int items)
    {
        _values += Math.Min(items, MostValues);
        return Spent;
    }

    /// <summary>Looks at a text before it is made; null when it is not too long.</summary>
    public static string? TooLong(long length) =>
        length > LongestText ? $"makes a text of {length} characters" : null;
}
