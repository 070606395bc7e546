using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>The stacks that templates are read as: those of the templates that are named, and those that they nest.</summary>
internal static class Stacks
{
    public static IReadOnlyList<Evaluator> Of(IReadOnlyList<Source> sources, Import import)
    {
        var (budget, exports) = (new Budget(), new Exports());
        var files = sources.Select(source => new StackFile(source.Stack, source.Document.File)).ToList();
        var names = StackNames.Of(files, import.Settings.StackName);
        var roots = new List<Evaluator>();
        foreach (var (at, source) in sources.Index())
        {
            var stack = new Stack(names[at], names[at])
            {
                IsOneOfSeveral = files.Count(file => file.File == source.Document.File) > 1,
            };
            roots.Add(Begin(source.Document, stack, import, budget, exports));
        }

        var all = roots.Select(root => WithNested(root).ToList()).ToList();
        var nested = all.SelectMany(stacks => stacks.Skip(1)).GroupBy(stack => stack.Template.File)
            .ToDictionary(group => group.Key, group => group.First().Template.Stack, StringComparer.Ordinal);
        List<Evaluator> stacks = [];
        foreach (var (at, source) in sources.Index())
        {
            if (source.Stack is null && nested.TryGetValue(NestedTemplate.Named("", source.Document.File), out var stack))
            {
                import.Note(
                    new Origin(source.Document.File, 0, ""),
                    $"is the template of the nested stack {stack.Label}, and no stack of its own: name it STACK=FILE to have both");
            }
            else
            {
                stacks.AddRange(all[at]);
            }
        }

        TellTwice(stacks, import);
        stacks.ForEach(exports.Add);
        return stacks;
    }

    /// <summary>A stack is of one template; that of two would go unseen where they name nothing alike.</summary>
    private static void TellTwice(IReadOnlyList<Evaluator> stacks, Import import)
    {
        foreach (var same in stacks.Select(stack => stack.Template).GroupBy(template => template.Stack.Label))
        {
            foreach (var template in same.Skip(1))
            {
                import.Tell(
                    template.Root.Origin,
                    $"its stack would be called {Quoted.Text(same.Key)}, as that of {same.First().File} is: name one of them STACK=FILE");
            }
        }
    }

    /// <summary>What gives the values of a template, its loops and includes replaced.</summary>
    public static Evaluator Begin(Document document, Stack stack, Import import, Budget budget, Exports exports)
    {
        foreach (var repetition in document.Repetitions)
        {
            import.Note(
                repetition.Origin, $"stands here a second time, after line {repetition.FirstLine}: this one is taken, as by CloudFormation");
        }

        var evaluator = new Evaluator(new Template(document.File, document.Root, stack), import, budget, exports);
        return Expansion.IsNeeded(document.Root)
            ? new Evaluator(new Template(document.File, new Expansion(evaluator).Expand(), stack), import, budget, exports)
            : evaluator;
    }

    private static IEnumerable<Evaluator> WithNested(Evaluator evaluator) =>
        evaluator.Template.Resources.Entries
            .Where(resource => NestedTemplate.IsNested(resource.Value))
            .Where(resource => evaluator.References.IsMade(resource.Value) is { Unknown: null, Holds: true })
            .Select(resource => evaluator.NestedStacks.Of(resource.Name, resource.Value).Evaluator)
            .OfType<Evaluator>()
            .SelectMany(WithNested)
            .Prepend(evaluator);
}
