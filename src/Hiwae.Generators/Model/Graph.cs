using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

/// <summary>A directed graph over the numbers below a count.</summary>
/// <param name="parents">The parents of each node.</param>
internal sealed class Graph(IReadOnlyList<IReadOnlyList<int>> parents)
{
    /// <summary>The nodes, each after its parents and otherwise in order. The graph must have no cycle.</summary>
    public IReadOnlyList<int> Sorted()
    {
        var sorted = new List<int>();
        var seen = new HashSet<int>();
        void Visit(int node)
        {
            if (!seen.Add(node))
                return;
            foreach (var parent in parents[node])
                Visit(parent);
            sorted.Add(node);
        }

        for (var node = 0; node < parents.Count; node++)
            Visit(node);
        return sorted;
    }

    /// <summary>Everything that leads to a node, itself left out unless it is on a cycle.</summary>
    public HashSet<int> Ancestors(int node)
    {
        var found = new HashSet<int>();
        void Visit(int at)
        {
            foreach (var parent in parents[at])
            {
                if (found.Add(parent))
                    Visit(parent);
            }
        }

        Visit(node);
        return found;
    }

    /// <summary>The shortest way from a node, each followed by one of its parents, to one that is wanted; null where there is none.</summary>
    public IReadOnlyList<int>? Path(int from, System.Func<int, bool> wanted)
    {
        var before = new Dictionary<int, int>();
        var open = new Queue<int>([from]);
        while (open.Count > 0)
        {
            var at = open.Dequeue();
            if (wanted(at))
            {
                var path = new List<int> { at };
                for (; at != from; at = before[at])
                    path.Insert(0, before[at]);
                return path;
            }

            foreach (var parent in parents[at].Where(parent => parent != from && !before.ContainsKey(parent)))
            {
                before[parent] = at;
                open.Enqueue(parent);
            }
        }

        return null;
    }

    /// <summary>A cycle, each node followed by one of its parents, from its smallest node on; null where there is none.</summary>
    public IReadOnlyList<int>? Cycle()
    {
        var path = new List<int>();
        var finished = new HashSet<int>();
        IReadOnlyList<int>? Visit(int node)
        {
            if (finished.Contains(node))
                return null;
            if (path.Contains(node))
                return [.. path.Skip(path.IndexOf(node))];
            path.Add(node);
            var cycle = parents[node].Select(Visit).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            finished.Add(node);
            return cycle;
        }

        var cycle = Enumerable.Range(0, parents.Count).Select(Visit).FirstOrDefault(found => found is not null);
        if (cycle is null)
            return null;
        var start = cycle.ToList().IndexOf(cycle.Min());
        return [.. cycle.Skip(start), .. cycle.Take(start)];
    }
}
