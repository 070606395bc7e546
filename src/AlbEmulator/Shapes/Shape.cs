using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// What a value of a topology file may be. One declaration of each object, in <see cref="TopologyShape"/>, drives the
/// check of a file, the reading of its values and <c>config/alb.schema.json</c>.
/// </summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>What AWS takes, where the emulator takes more; it holds with <c>Alb:Limits=Strict</c>.</summary>
    public Shape? Strict { get; init; }

    /// <param name="Longest">Most characters.</param>
    /// <param name="Check">What is wrong with a text that is not too long, or null.</param>
    /// <param name="TakesNumbers">Whether a number may stand for its digits, as in CloudFormation.</param>
    public sealed record Text(
        int Longest = 1024, Func<string, string?>? Check = null, bool TakesNumbers = false) : Shape
    {
        /// <summary>Whether it is told to nobody, not even in what is wrong with it.</summary>
        public bool IsSecret { get; init; }
    }

    public sealed record Integer(int Least, int Most) : Shape
    {
        /// <summary>What 0 stands for, below the least; null where it is out of range as well.</summary>
        public string? Zero { get; init; }

        public bool Takes(int number) => (number >= Least && number <= Most) || (number == 0 && Zero is not null);
    }

    /// <summary>A number that may have a fraction.</summary>
    public sealed record Number(decimal Least, decimal Most) : Shape;

    public sealed record Flag : Shape;

    /// <param name="Allowed">The values that are taken.</param>
    /// <param name="Refused">Values that AWS has and that are refused by name, with the reason.</param>
    public sealed record Choice(IReadOnlyList<string> Allowed, IReadOnlyDictionary<string, string> Refused) : Shape;

    public sealed record List(Shape Item, int Fewest = 0, int Most = int.MaxValue) : Shape;

    /// <summary>An object with names that the user chooses.</summary>
    public sealed record Map(Shape Item, int Most = int.MaxValue) : Shape;

    /// <param name="Name">What it is called in messages and in the schema.</param>
    /// <param name="Properties">What it may hold.</param>
    /// <param name="Refused">Properties that AWS has and that are refused by name, with the reason.</param>
    public sealed record Object(
        string Name, IReadOnlyList<Property> Properties, IReadOnlyDictionary<string, string> Refused) : Shape
    {
        /// <summary>Whether it is a thing of its own among many, of which one changes and the others stay.</summary>
        public bool IsResource { get; init; }

        public Property? Find(string name)
        {
            for (var i = 0; i < Properties.Count; i++)
            {
                if (Properties[i].Name == name)
                {
                    return Properties[i];
                }
            }

            return null;
        }
    }

    /// <summary>Whatever JSON can say.</summary>
    public sealed record Anything : Shape;

    /// <summary>An object of attribute keys, or a list of <c>{Key, Value}</c>.</summary>
    public sealed record Attributes(AttributeTable Table) : Shape;
}

/// <param name="Name">As the API calls it.</param>
/// <param name="Shape">What its value may be.</param>
/// <param name="Doc">One sentence for whoever edits a file.</param>
internal sealed record Property(string Name, Shape Shape, string Doc)
{
    public bool IsRequired { get; init; }

    /// <summary>What holds when it is left out, as the schema shows it.</summary>
    public string? Default { get; init; }
}
